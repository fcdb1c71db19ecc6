package io.flashgate.bench.compare;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A gateway of our own, started by the launcher and told about sales through its admin plane. */
final class FlashgateShop implements Shop {

    private static final Pattern READY =
            Pattern.compile("ready public=(http://\\S+) admin=(http://\\S+) pid=(\\d+) sequence=(\\d+)");
    private static final String TOKEN = "compare-token-0123456789";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** What an order and its answer take of the heap at most, and what everything else takes. */
    private static final int BYTES_PER_ORDER = 300;

    private static final long OTHER_BYTES = 1L << 30;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final Server server;
    private final URI target;
    private final URI admin;
    private final double startSeconds;

    private FlashgateShop(final Server server, final double startSeconds, final Matcher ready) {
        this.server = server;
        this.startSeconds = startSeconds;
        target = URI.create(ready.group(1));
        admin = URI.create(ready.group(2));
    }

    /**
     * @param folder   its journal is in {@code data}, its token and its logs are beside it
     * @param capacity orders and answers it is given room for
     * @param flags    more flags for its JVM
     */
    static FlashgateShop open(
            final Installation installation, final Path folder, final int capacity, final String... flags) {
        return open(installation, folder, capacity, Map.of(), flags);
    }

    /**
     * @param settings more settings, as {@code FLASHGATE_…} variables
     */
    static FlashgateShop open(
            final Installation installation,
            final Path folder,
            final int capacity,
            final Map<String, String> settings,
            final String... flags) {
        final long heapMegabytes = (OTHER_BYTES + (long) BYTES_PER_ORDER * capacity) >> 20;
        final List<String> options = new ArrayList<>();
        final String given = System.getenv("FLASHGATE_JAVA_OPTS");
        if (given != null) {
            options.add(given);
        }
        options.add("-Xmx" + heapMegabytes + "m");
        options.addAll(List.of(flags));
        final Map<String, String> environment = new HashMap<>(settings);
        environment.put("FLASHGATE_JAVA_OPTS", String.join(" ", options));
        final long started = System.nanoTime();
        final Server server = Server.start(
                "flashgate-" + started,
                folder,
                environment,
                List.of(
                        installation.launcher(),
                        "serve",
                        "--data",
                        folder.resolve("data").toString(),
                        "--listen",
                        "127.0.0.1:0",
                        "--admin-listen",
                        "127.0.0.1:0",
                        "--admin-token-file",
                        tokenFile(folder).toString(),
                        "--tickets",
                        "off",
                        "--durability",
                        "fsync",
                        "--max-orders",
                        "" + capacity,
                        "--max-answers",
                        "" + capacity));
        try {
            final Matcher ready = server.awaitLine(READY);
            return new FlashgateShop(server, (System.nanoTime() - started) / 1e9, ready);
        } catch (final RuntimeException failed) {
            server.close();
            throw failed;
        }
    }

    /** From the launcher's start to the line that says it is ready; in steps of some 20 ms. */
    double startSeconds() {
        return startSeconds;
    }

    long pid() {
        return server.pid();
    }

    @Override
    public ProcessTree processes() {
        return new ProcessTree(Set.of(server.pid()));
    }

    @Override
    public URI target() {
        return target;
    }

    @Override
    public void create(final String saleId, final int stock, final Instant opensAt, final Instant closesAt) {
        final ObjectNode sale = JSON.createObjectNode()
                .put("title", "Compared")
                .put("opensAt", opensAt.toString())
                .put("closesAt", closesAt.toString())
                .put("currency", "CNY");
        sale.putArray("items")
                .addObject()
                .put("sku", LoadTool.SKU)
                .put("title", "Sneaker, 42")
                .put("stock", stock)
                .put("price", 9_900)
                .put("buyerLimit", 1);
        send(HttpRequest.newBuilder(admin.resolve("/admin/v1/sales/" + saleId))
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(sale.toString())));
    }

    @Override
    public void end(final String saleId) {
        send(HttpRequest.newBuilder(admin.resolve("/admin/v1/sales/" + saleId + "/close"))
                .POST(HttpRequest.BodyPublishers.noBody()));
    }

    /** As the journal has them. */
    @Override
    public List<String> storedBuyers(final String saleId) {
        final List<String> buyers = new ArrayList<>();
        send(HttpRequest.newBuilder(admin.resolve("/admin/v1/sales/" + saleId + "/orders"))
                        .GET())
                .lines()
                .filter(line -> !line.isBlank())
                .forEach(line -> buyers.add(buyerOf(line)));
        return buyers;
    }

    @Override
    public void crash() {
        server.kill();
    }

    @Override
    public void close() {
        server.close();
    }

    private String send(final HttpRequest.Builder builder) {
        final HttpRequest request = builder.header("Authorization", "Bearer " + TOKEN)
                .timeout(PATIENCE)
                .build();
        try {
            final HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() / 100 != 2) {
                throw server.failure(request.method() + " " + request.uri() + ": expected it to be done, found "
                        + response.statusCode() + " " + response.body());
            }
            return response.body();
        } catch (final IOException failed) {
            throw server.failure(request.method() + " " + request.uri() + ": expected an answer, found " + failed);
        } catch (final InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new CompareException("interrupted", stopped);
        }
    }

    private static String buyerOf(final String line) {
        try {
            return JSON.readTree(line).path("buyerId").asText();
        } catch (final IOException noJson) {
            throw new CompareException("an order's line: expected JSON, found " + line, noJson);
        }
    }

    private static Path tokenFile(final Path folder) {
        try {
            final Path file = folder.resolve("admin.token");
            Files.writeString(file, TOKEN + "\n");
            return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        } catch (final IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
