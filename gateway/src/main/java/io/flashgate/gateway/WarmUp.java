package io.flashgate.gateway;

import io.flashgate.core.CoreLimits;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * Lets the JVM compile a purchase's way before the first buyer comes. The crowd of a flash sale comes within a second, and a
 * JVM that has just started needs several times the processor time for each of them, and its compilers the rest.
 *
 * <p>A gateway of its own, in a temporary folder and on free loopback ports, sells to simple clients over HTTP: bought, bought
 * again, refused; one at a time and pipelined. Then it is drained and its folder deleted. Nothing of it touches the real one.
 */
public final class WarmUp {

    private static final CoreLimits LIMITS = new CoreLimits(16, 400_000, 300_000, 16);

    /** Purchases that the tables above hold; what comes after them are repeats and refusals. */
    private static final int PURCHASES = 290_000;

    private static final int CONNECTIONS = 8;
    private static final int PIPELINED = 16;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String OPEN = "warm-up";
    private static final String OVER = "warm-up-over";

    private final List<Client> clients = new ArrayList<>();
    private int bought;
    private long answered;

    private WarmUp() {}

    /**
     * Warms up for this long, or until it is told to end; the calling thread is the clients'. However it ends, the temporary
     * folder is gone when it returns.
     *
     * @param settings as those of the gateway to come: durability and pipeline are taken from them
     * @param parent   where the temporary folder is made
     * @param isToEnd  asked between requests, some hundred times a second: true ends the warm-up early
     * @return how many requests were answered
     * @throws IOException           if the folder cannot be had, or a client hears nothing
     * @throws GatewayStartException if the gateway cannot start there
     */
    public static long run(
            final GatewaySettings settings, final Duration length, final Path parent, final BooleanSupplier isToEnd)
            throws IOException, GatewayStartException {
        final Path folder = Files.createTempDirectory(parent, "flashgate-warm-up-");
        final String token = UUID.randomUUID().toString();
        final WarmUp warmUp = new WarmUp();
        try (Gateway gateway = Gateway.startScratch(scratch(settings, folder, token))) {
            defineSale(gateway.adminAddress(), token, OPEN, 10_000_000);
            defineSale(gateway.adminAddress(), token, OVER, 1);
            warmUp.buy(gateway.publicAddress(), System.nanoTime() + length.toNanos(), isToEnd);
        } finally {
            warmUp.clients.forEach(Client::close);
            delete(folder);
        }
        return warmUp.answered;
    }

    private static GatewaySettings scratch(final GatewaySettings settings, final Path folder, final String token) {
        final GatewaySettings usual = GatewaySettings.at(folder.resolve("journal"), token);
        return new GatewaySettings(
                usual.data(),
                usual.listen(),
                usual.adminListen(),
                token,
                false,
                settings.durability(),
                LIMITS,
                settings.pipeline(),
                settings.eventLoops(),
                usual.maxConnections(),
                usual.requestDeadline(),
                usual.idleTimeout(),
                usual.answerRetention(),
                0,
                GatewaySettings.NO_SNAPSHOTS);
    }

    private static void defineSale(
            final InetSocketAddress admin, final String token, final String saleId, final int stock)
            throws IOException {
        final Instant now = Instant.now();
        // XTS is ISO 4217's code for tests.
        final String body = "{\"opensAt\":\"" + now.minusSeconds(1) + "\",\"closesAt\":\"" + now.plusSeconds(86_400)
                + "\",\"currency\":\"XTS\",\"items\":[{\"sku\":\"unit\",\"stock\":" + stock + ",\"price\":1}]}";
        try (Client merchant = new Client(admin)) {
            merchant.send("PUT /admin/v1/sales/" + saleId + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                    + token + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n"
                    + body);
            final int status = merchant.status();
            if (status != 201) {
                throw new IOException("warm-up: expected a sale, found status " + status);
            }
        }
    }

    private void buy(final InetSocketAddress shop, final long untilNanos, final BooleanSupplier isToEnd)
            throws IOException {
        for (int i = 0; i < CONNECTIONS; i++) {
            clients.add(new Client(shop));
        }
        for (int turn = 0; System.nanoTime() - untilNanos < 0 && !isToEnd.getAsBoolean(); turn++) {
            final int depth = turn % 4 == 3 ? PIPELINED : 1;
            for (final Client client : clients) {
                client.send(requests(turn, depth));
            }
            for (final Client client : clients) {
                for (int i = 0; i < depth; i++) {
                    client.status();
                    answered++;
                }
            }
        }
    }

    /** Three of four are new purchases, as long as there is room for them. */
    private String requests(final int turn, final int depth) {
        final StringBuilder text = new StringBuilder();
        for (int i = 0; i < depth; i++) {
            if (turn % 8 == 6) {
                append(text, OVER, turn * PIPELINED + i);
            } else if (turn % 8 == 2 || bought == PURCHASES) {
                append(text, OPEN, turn % Math.max(1, bought));
            } else {
                append(text, OPEN, bought++);
            }
        }
        return text.toString();
    }

    private static void append(final StringBuilder text, final String saleId, final int number) {
        final String body = "{\"sku\": \"unit\", \"quantity\": 1, \"buyerId\": \"buyer-" + number + "\"}";
        text.append("POST /v1/sales/")
                .append(saleId)
                .append(
                        "/orders HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nIdempotency-Key: key-")
                .append(number)
                .append("\r\nContent-Length: ")
                .append(body.length())
                .append("\r\n\r\n")
                .append(body);
    }

    private static void delete(final Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (final IOException failed) {
                    throw new UncheckedIOException(failed);
                }
            });
        } catch (final UncheckedIOException failed) {
            throw failed.getCause();
        }
    }

    /** One connection. */
    private static final class Client implements AutoCloseable {

        private static final String LENGTH = "Content-Length: ";

        private final Socket socket = new Socket();
        private final InputStream in;

        Client(final InetSocketAddress address) throws IOException {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.connect(address, (int) PATIENCE.toMillis());
            in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
        }

        void send(final String requests) throws IOException {
            socket.getOutputStream().write(requests.getBytes(StandardCharsets.US_ASCII));
        }

        /** Reads a whole answer. */
        int status() throws IOException {
            final int status = Integer.parseInt(line().substring(9, 12));
            int length = 0;
            for (String line = line(); !line.isEmpty(); line = line()) {
                if (line.startsWith(LENGTH)) {
                    length = Integer.parseInt(line.substring(LENGTH.length()));
                }
            }
            in.skipNBytes(length);
            return status;
        }

        private String line() throws IOException {
            final StringBuilder line = new StringBuilder(64);
            for (int b = in.read(); b != '\n'; b = in.read()) {
                if (b < 0) {
                    throw new IOException("warm-up: expected an answer, found the connection's end");
                }
                if (b != '\r') {
                    line.append((char) b);
                }
            }
            return line.toString();
        }

        @Override
        public void close() {
            try {
                socket.close();
            } catch (final IOException closedAnyway) {
                // It was only for the warm-up.
            }
        }
    }
}
