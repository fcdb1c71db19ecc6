package io.flashgate.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flashgate.bench.load.Load.Outcome;
import io.flashgate.core.CoreLimits;
import io.flashgate.gateway.Gateway;
import io.flashgate.gateway.GatewaySettings;
import io.flashgate.journal.Durability;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A load on a real gateway")
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class GatewayLoadTest {

    private static final String TOKEN = "the-merchants-own-secret";

    @TempDir
    private Path folder;

    private Gateway gateway;
    private String target;

    @BeforeEach
    void open() throws Exception {
        final GatewaySettings usual = GatewaySettings.at(folder.resolve("journal"), TOKEN);
        gateway = Gateway.start(new GatewaySettings(
                usual.data(),
                usual.listen(),
                usual.adminListen(),
                TOKEN,
                false,
                Durability.FSYNC,
                new CoreLimits(64, 200_000, 100_000, 64),
                usual.pipeline(),
                1,
                usual.maxConnections(),
                usual.requestDeadline(),
                usual.idleTimeout(),
                usual.answerRetention(),
                1L << 20));
        target = "http://127.0.0.1:" + gateway.publicAddress().getPort();
    }

    @AfterEach
    void close() {
        gateway.close();
    }

    @Test
    @DisplayName("of a flash sells the whole stock, and not a unit more")
    void flash() throws Exception {
        sell("flash", item("a", 60));

        // A whole second for 300 buyers: this is no measurement, and the machine may be busy.
        final Outcome outcome =
                load("--sale", "flash", "--profile", "flash", "--within", "1s", "--repeats", "20%", "--group", "g1,g2");

        outcome.mustExit(0).mustSay("60 units sold of 60").mustSay("nothing wrong");
        assertEquals(300, outcome.number("/measured"));
        assertEquals(240, outcome.number("/codes/sold-out"));
        // A fifth of the 60 sales; what the gate refuses when all is over binds nobody.
        assertTrue(outcome.number("/ledger/repeatsCompared") > 3, outcome::toString);
        assertEquals(300, outcome.number("/connections"));
    }

    @ParameterizedTest
    @DisplayName("is the same over epoll and NIO")
    @ValueSource(strings = {"auto", "nio"})
    void transports(final String transport) throws Exception {
        sell("s", item("a", 10_000));

        final Outcome outcome = load(
                "--sale",
                "s",
                "--sku",
                "a",
                "--rate",
                "300/s",
                "--for",
                "1s",
                "--repeats",
                "10%",
                "--transport",
                transport);

        outcome.mustExit(0);
        assertEquals(300, outcome.number("/latencyMicros/accepted/count"));
        assertEquals(300, outcome.number("/measured"));
        assertTrue(outcome.number("/ledger/repeatsCompared") > 5, outcome::toString);
    }

    @Test
    @DisplayName("in a closed loop, pipelined, on two threads, keeps its ledger too, and writes a histogram log")
    void closedLoop() throws Exception {
        sell("s", item("a", 200));
        final Path hlog = folder.resolve("load.hlog");

        final Outcome outcome = load(
                "--sale",
                "s",
                "--profile",
                "closed",
                "--for",
                "1500ms",
                "--warm-up",
                "300ms",
                "--pipeline",
                "8",
                "--connections",
                "6",
                "--threads",
                "2",
                "--repeats",
                "5%",
                "--hlog",
                hlog.toString());

        outcome.mustExit(0);
        assertEquals(200, outcome.number("/ledger/acceptedUnits"));
        assertTrue(outcome.number("/measured") < outcome.number("/answered"), "the warm-up is in the ledger only");
        final long logged = logged(hlog, outcome);
        assertEquals(outcome.number("/measured"), logged);
    }

    @Test
    @DisplayName("may be run again by its name, and is told that it was")
    void sameRunTwice() throws Exception {
        sell("s", item("a", 1_000));
        final String[] run = {"--sale", "s", "--rate", "100/s", "--for", "500ms", "--run", "monday"};

        load(run).mustExit(0);
        final Outcome second = load(run);

        assertEquals(List.of("marked-first"), second.mustExit(1).violations());
        assertEquals(50, second.number("/statuses/201"));
    }

    @Test
    @DisplayName("of few buyers meets their limit")
    void buyersInTurn() throws Exception {
        sell("s", item("a", 1_000).replace("}", ",\"buyerLimit\":2}"));

        final Outcome outcome =
                load("--sale", "s", "--rate", "100/s", "--for", "500ms", "--buyers", "10", "--buyer-limit", "2");

        assertEquals(20, outcome.mustExit(0).number("/statuses/201"));
        assertEquals(30, outcome.number("/codes/buyer-limit"));
    }

    @Test
    @DisplayName("cannot be put on what is not there, nor told nonsense: exit 2")
    void wrongUsage() throws Exception {
        sell("two", item("a", 10) + "," + item("b", 10));
        final int nobody;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = socket.getLocalPort();
        }
        final String elsewhere = "http://127.0.0.1:" + nobody;

        load("--sale", "none", "--rate", "1/s").mustExit(2).mustSay("there is no sale \"none\" at " + target);
        load("--sale", "two", "--rate", "1/s").mustExit(2).mustSay("say --sku with one of a, b");
        load("--sale", "two", "--sku", "c", "--rate", "1/s").mustExit(2).mustSay("found \"c\"");
        load("--sale", "two", "--sku", "a").mustExit(2).mustSay("profile constant needs --rate N/s");
        load("--sale", "two", "--sku", "a", "--rate", "0/s").mustExit(2).mustSay("found \"0/s\"");
        load("--sale", "two", "--sku", "a", "--rate", "9", "--repeats", "5")
                .mustExit(2)
                .mustSay("such as 5%");
        load("--sale", "two", "--sku", "a", "--profile", "closed", "--rate", "9")
                .mustExit(2)
                .mustSay("--rate does not go with profile closed");
        load("--sale", "two", "--sku", "a", "--rate", "9", "--header", "Host: x")
                .mustExit(2)
                .mustSay("write itself");
        new Load(folder)
                .run("--target", elsewhere, "--sale", "two", "--sku", "a", "--rate", "1/s")
                .mustExit(2)
                .mustSay("cannot connect to " + elsewhere);
        new Load(folder)
                .run("--target", elsewhere, "--sale", "two", "--sku", "a", "--rate", "1/s", "--ledger", "off")
                .mustExit(2)
                .mustSay("cannot open 64 connections to " + elsewhere);
    }

    private Outcome load(final String... words) throws IOException {
        final List<String> all = new ArrayList<>(List.of("--target", target));
        all.addAll(List.of(words));
        return new Load(folder).run(all.toArray(String[]::new));
    }

    private static long logged(final Path hlog, final Outcome outcome) throws IOException {
        final Set<String> tags = new HashSet<>();
        long count = 0;
        assertTrue(Files.size(hlog) > 0);
        try (HistogramLogReader reader = new HistogramLogReader(hlog.toFile())) {
            while (reader.hasNext()) {
                final EncodableHistogram interval = reader.nextIntervalHistogram();
                if (interval != null) {
                    tags.add(interval.getTag());
                    count += ((Histogram) interval).getTotalCount();
                    assertTrue(interval.getEndTimeStamp() >= interval.getStartTimeStamp(), outcome::toString);
                }
            }
        }
        assertTrue(Set.of("accepted", "refused", "other").containsAll(tags), tags::toString);
        return count;
    }

    private static String item(final String sku, final int stock) {
        return "{\"sku\":\"" + sku + "\",\"title\":\"" + sku + "\",\"stock\":" + stock + ",\"price\":100}";
    }

    private void sell(final String saleId, final String items) throws Exception {
        final Instant now = Instant.now();
        final String sale = "{\"title\":\"t\",\"opensAt\":\"" + now.minus(Duration.ofMinutes(1)) + "\",\"closesAt\":\""
                + now.plus(Duration.ofHours(1)) + "\",\"currency\":\"CNY\",\"items\":[" + items + "]}";
        final int status = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:"
                                        + gateway.adminAddress().getPort() + "/admin/v1/sales/" + saleId))
                                .header("Authorization", "Bearer " + TOKEN)
                                .header("Content-Type", "application/json")
                                .PUT(BodyPublishers.ofString(sale))
                                .build(),
                        BodyHandlers.ofString())
                .statusCode();
        assertEquals(201, status);
    }
}
