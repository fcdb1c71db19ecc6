package io.flashgate.bench.load;

import io.flashgate.gateway.cli.Choices;
import io.flashgate.gateway.cli.NamedPath;
import io.flashgate.gateway.cli.Numbers;
import io.flashgate.gateway.cli.Span;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options of {@code flashgate load}, each checked by itself. */
final class LoadOptions {

    static final class Pipeline extends Numbers.Whole {
        Pipeline() {
            super(1, 1_024);
        }
    }

    static final class Threads extends Numbers.Whole {
        Threads() {
            super(1, 64);
        }
    }

    static final class TransportName implements ITypeConverter<Poller.Transport> {
        @Override
        public Poller.Transport convert(final String text) {
            return Choices.choose(text, Poller.Transport.values());
        }
    }

    /** Whether there is a ledger. */
    enum Ledgering {
        ON,
        OFF
    }

    static final class LedgeringName implements ITypeConverter<Ledgering> {
        @Override
        public Ledgering convert(final String text) {
            return Choices.choose(text, Ledgering.values());
        }
    }

    /** {@code saleId}, {@code sku} and {@code group}, as the contract has them. */
    static final class Id implements ITypeConverter<String> {
        @Override
        public String convert(final String text) {
            return matching(text, "[A-Za-z0-9._-]{1,64}", "1–64 of A-Z a-z 0-9 . _ -");
        }
    }

    static final class RunName implements ITypeConverter<String> {
        @Override
        public String convert(final String text) {
            return matching(text, "[A-Za-z0-9._-]{1,40}", "1–40 of A-Z a-z 0-9 . _ -");
        }
    }

    static final class Seed implements ITypeConverter<Long> {
        @Override
        public Long convert(final String text) {
            try {
                return Long.valueOf(text);
            } catch (final NumberFormatException e) {
                throw new TypeConversionException("found \"" + text + "\", expected a whole number of 64 bits");
            }
        }
    }

    @Option(
            names = "--target",
            paramLabel = "URL",
            required = true,
            converter = Target.Converter.class,
            description = "The server: http://HOST:PORT")
    Target target;

    @Option(
            names = "--sale",
            paramLabel = "ID",
            required = true,
            converter = Id.class,
            description = "The sale to buy from.")
    String saleId;

    @Option(
            names = "--sku",
            paramLabel = "SKU",
            converter = Id.class,
            description = "The item to buy (default: the sale's only one).")
    String sku;

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            converter = Profile.Converter.class,
            description = {
                "How requests arrive: constant, poisson, steps, flash (every buyer once, all within --within), or closed"
                        + " (closed loop: each connection sends again when it hears; measures capacity, not latency).",
                "Default: constant; steps where --steps is given."
            })
    Profile profile;

    @Option(
            names = "--rate",
            paramLabel = "N/s",
            converter = Rate.Converter.class,
            description = "Requests in a second, for constant and poisson.")
    Rate rate;

    @Option(
            names = "--steps",
            paramLabel = "N/s:TIME",
            split = ",",
            converter = Stage.Converter.class,
            description = "One rate after another, for example 1000/s:10s,2000/s:10s.")
    List<Stage> steps = new ArrayList<>();

    @Option(
            names = "--for",
            paramLabel = "TIME",
            converter = Span.class,
            description = "How long to send (default: 30s; steps and flash say so themselves).")
    Duration length;

    @Option(
            names = "--within",
            paramLabel = "TIME",
            converter = Span.class,
            description = "In which time all buyers of a flash arrive (default: 50ms).")
    Duration within;

    @Option(
            names = "--warm-up",
            paramLabel = "TIME",
            converter = Span.class,
            description = {
                "Send for so long before anything is measured; the ledger counts it (default: none).",
                "A flash only looks at the sale meanwhile, and buys nothing (default: 1s)."
            })
    Duration warmUp;

    @Option(
            names = "--connections",
            paramLabel = "N",
            converter = Numbers.Connections.class,
            description = "Default: 64; for a flash one per buyer, at most 1000.")
    Integer connections;

    @Option(
            names = "--pipeline",
            paramLabel = "N",
            converter = Pipeline.class,
            defaultValue = "1",
            description = "Requests in flight on one connection (default: ${DEFAULT-VALUE}).")
    int pipeline;

    @Option(
            names = "--threads",
            paramLabel = "N",
            converter = Threads.class,
            defaultValue = "1",
            description = "Threads that share the connections (default: ${DEFAULT-VALUE}).")
    int threads;

    @Option(
            names = "--buyers",
            paramLabel = "N",
            converter = Numbers.Units.class,
            description = "Buyers, taking turns (default: one per request; for a flash 5 per unit left).")
    Integer buyers;

    @Option(
            names = "--quantity",
            paramLabel = "N",
            converter = Numbers.Units.class,
            defaultValue = "1",
            description = "Units in each request (default: ${DEFAULT-VALUE}).")
    int quantity;

    @Option(
            names = "--group",
            paramLabel = "NAME",
            split = ",",
            converter = Id.class,
            description = "Communities that buyers come from, one or several.")
    List<String> groups = new ArrayList<>();

    @Option(
            names = "--header",
            paramLabel = "'NAME: VALUE'",
            converter = Header.Converter.class,
            description = "One more header of every request; may be repeated.")
    List<Header> headers = new ArrayList<>();

    @Option(
            names = "--repeats",
            paramLabel = "N%",
            converter = Share.class,
            defaultValue = "0%",
            description = "Send this share again with the same key, and compare (default: ${DEFAULT-VALUE}).")
    double repeats;

    @Option(
            names = "--ledger",
            paramLabel = "on|off",
            converter = LedgeringName.class,
            defaultValue = "on",
            description = "Remember and check every answer (default: ${DEFAULT-VALUE}).")
    Ledgering ledger;

    @Option(
            names = "--stock",
            paramLabel = "N",
            converter = Numbers.Units.class,
            description = "Units that may be sold (default: what GET /v1/sales/ID says).")
    Integer stock;

    @Option(
            names = "--buyer-limit",
            paramLabel = "N",
            converter = Numbers.Units.class,
            description = "Units one buyer may have, to be checked (default: not checked).")
    Integer buyerLimit;

    @Option(
            names = "--answer-deadline",
            paramLabel = "TIME",
            converter = Span.class,
            defaultValue = "10s",
            description = "An answer that takes longer is lost (default: ${DEFAULT-VALUE}).")
    Duration answerDeadline;

    @Option(
            names = "--grace",
            paramLabel = "TIME",
            converter = Span.class,
            description =
                    "How late the last request may be before the rate counts as missed (default: 50ms and 1%% of all).")
    Duration grace;

    @Option(
            names = "--seed",
            paramLabel = "N",
            converter = Seed.class,
            defaultValue = "1",
            description = "All names, keys and random times come from it (default: ${DEFAULT-VALUE}).")
    long seed;

    @Option(
            names = "--run",
            paramLabel = "NAME",
            converter = RunName.class,
            description = "Names and keys begin with it, so that runs do not meet (default: a fresh one).")
    String run;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            converter = NamedPath.class,
            description = "Also write the result as one JSON object.")
    Path json;

    @Option(
            names = "--hlog",
            paramLabel = "FILE",
            converter = NamedPath.class,
            description = "Also write an HdrHistogram log: each second, tagged accepted, refused, other.")
    Path hlog;

    @Option(
            names = "--transport",
            paramLabel = "NAME",
            converter = TransportName.class,
            defaultValue = "auto",
            description = "auto, epoll, or nio, which wakes up on whole milliseconds (default: ${DEFAULT-VALUE}).")
    Poller.Transport transport;

    private static String matching(final String text, final String shape, final String expected) {
        if (!text.matches(shape)) {
            throw new TypeConversionException("found \"" + text + "\", expected " + expected);
        }
        return text;
    }
}
