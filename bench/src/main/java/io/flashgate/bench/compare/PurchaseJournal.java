package io.flashgate.bench.compare;

import io.flashgate.core.Commands;
import io.flashgate.core.CoreLimits;
import io.flashgate.core.MatchingCore;
import io.flashgate.core.order.Decision;
import io.flashgate.core.order.Outcome;
import io.flashgate.core.order.PurchaseRequest;
import io.flashgate.core.sale.SaleDefinition;
import io.flashgate.core.sale.SaleDefinition.ItemDefinition;
import io.flashgate.journal.Durability;
import io.flashgate.journal.JournalDirectory;
import io.flashgate.journal.JournalOptions;
import io.flashgate.journal.JournalWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Makes a journal of so many purchases, each by a buyer of its own, all of them sold: what a gateway that has been busy for long
 * would leave. Decided by the real core, written by the real writer, not forced.
 */
final class PurchaseJournal {

    /** A sale's own most; more purchases are spread over more sales. */
    private static final int PER_SALE = 5_000_000;

    private static final long DAY_NANOS = TimeUnit.DAYS.toNanos(1);
    private static final long STEP_NANOS = 1_000;

    private final UnsafeBuffer command = new UnsafeBuffer(new byte[SaleDefinition.MAX_ENCODED_BYTES]);
    private final Decision decision = new Decision();
    private final MatchingCore core;
    private final JournalWriter writer;
    private long nowNanos;

    private PurchaseJournal(final MatchingCore core, final JournalWriter writer, final long nowNanos) {
        this.core = core;
        this.writer = writer;
        this.nowNanos = nowNanos;
    }

    /** {@code PurchaseJournal FOLDER PURCHASES}: a process of its own, for the memory that it takes. */
    public static void main(final String[] args) {
        if (args.length != 2) {
            throw new IllegalArgumentException("expected a folder and a number of purchases, found " + List.of(args));
        }
        write(Path.of(args[0]), Integer.parseInt(args[1]));
    }

    /**
     * @param data      the journal's folder
     * @param purchases how many
     */
    static void write(final Path data, final int purchases) {
        final JournalOptions options = JournalOptions.DEFAULT.withDurability(Durability.OS);
        // An hour ago and on from there: a gateway that starts on it now must not find stamps of the future.
        final long begin = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis()) - TimeUnit.HOURS.toNanos(1);
        try (JournalDirectory directory = JournalDirectory.own(data);
                JournalWriter writer = JournalWriter.open(directory, options, 0, 0)) {
            final MatchingCore core = new MatchingCore(new CoreLimits(64, purchases + 64, purchases + 64, 64));
            new PurchaseJournal(core, writer, begin).sell(purchases);
        } catch (final IOException failed) {
            throw new CompareException("a journal in " + data + ": cannot be made: " + failed.getMessage(), failed);
        }
    }

    private void sell(final int purchases) {
        final long key0 = 0x0706_0504_0302_0100L;
        final long key1 = 0x0F0E_0D0C_0B0A_0908L;
        append(Commands.foundLog(command, 0, key0, key1), Outcome.LOG_FOUNDED);
        final Commands commands = new Commands(key0, key1);
        final PurchaseRequest request = new PurchaseRequest();
        String saleId = "";
        for (int i = 0; i < purchases; i++) {
            if (i % PER_SALE == 0) {
                saleId = "earlier-" + i / PER_SALE;
                define(saleId);
                request.clear();
                request.saleId().set(saleId);
                request.sku().set(LoadTool.SKU);
                request.quantity(1);
            }
            // As long as real ones.
            request.buyerId().set(String.format("earlier-buyer-%012d", i));
            request.key().set(String.format("7c9e6679-7425-40de-944b-%012d", i));
            append(commands.purchase(command, 0, request), Outcome.ACCEPTED);
        }
    }

    private void define(final String saleId) {
        final SaleDefinition sale = new SaleDefinition(
                saleId,
                "Earlier",
                nowNanos,
                nowNanos + DAY_NANOS,
                "CNY",
                1,
                List.of(new ItemDefinition(
                        LoadTool.SKU, "Sneaker, 42", SaleDefinition.MAX_STOCK, 9_900, SaleDefinition.NO_LIST_PRICE, 0)),
                List.of());
        append(sale.encode(command, 0), Outcome.SALE_CREATED);
    }

    private void append(final int length, final Outcome expected) {
        if (!writer.hasRoom(length)) {
            throw new CompareException("a journal of purchases: the disk is full at sequence=" + core.sequence());
        }
        nowNanos += STEP_NANOS;
        core.onCommand(core.nextSequence(), nowNanos, command, 0, length, decision);
        if (decision.outcome() != expected) {
            throw new IllegalStateException("expected " + expected + ", found " + decision);
        }
        writer.append(core.sequence(), core.timestampNanos(), command, 0, length, decision, core.digest());
    }
}
