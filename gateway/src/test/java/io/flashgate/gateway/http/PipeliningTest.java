package io.flashgate.gateway.http;

import static io.flashgate.gateway.http.Requests.get;
import static io.flashgate.gateway.http.Requests.purchase;
import static io.flashgate.gateway.http.Requests.wish;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flashgate.core.Dice;
import io.netty.buffer.PooledByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Requests that are sent without waiting are answered in their order, each once")
class PipeliningTest {

    @TempDir
    private Path folder;

    private Counter counter;

    @BeforeEach
    void open() throws Exception {
        counter = Counter.openIn(folder);
        counter.offer(Offer.of("summer").item("a", 10_000));
        counter.offer(Offer.of("over").item("a", 10));
        counter.closeSale("over").mustBe(200);
    }

    @AfterEach
    void close() {
        counter.close();
    }

    @Test
    @DisplayName("300 on one connection, for the ring, for the gate and for nobody, in one write")
    void manyAtOnce() throws Exception {
        final Mix mix = new Mix(300, 1);
        try (RawClient client = counter.connect()) {
            client.send(mix.wire());
            mix.mustHearInOrder(client);
            client.ask(get("/v1/sales/summer")).mustBe(200);
        }
    }

    @Test
    @DisplayName("300 and then nothing: the client has ended its sending, and still hears everything")
    void halfClosed() throws Exception {
        final Mix mix = new Mix(300, 2);
        try (RawClient client = counter.connect()) {
            client.send(mix.wire()).endSending();
            mix.mustHearInOrder(client);
            assertEquals("", client.readToEnd());
        }
    }

    @ParameterizedTest(name = "cut into pieces by seed {0}")
    @ValueSource(longs = {3, 4, 5, 6})
    void inPieces(final long seed) throws Exception {
        final Mix mix = new Mix(120, seed);
        final Dice dice = new Dice(seed);
        try (RawClient client = counter.connect()) {
            int sent = 0;
            while (sent < mix.wire().length) {
                final int most = dice.oneIn(4) ? 600 : 40;
                final int count = Math.min(dice.between(1, most), mix.wire().length - sent);
                client.send(mix.wire(), sent, count);
                sent += count;
                if (dice.oneIn(3)) {
                    Thread.yield();
                }
            }
            mix.mustHearInOrder(client);
        }
    }

    @Test
    @DisplayName("a purchase cut in two at every place is the same purchase")
    void cutAtEveryPlace() throws Exception {
        final String request = "\r\n" + purchase("summer", "cut", wish("爱", "a", 1)) + get("/v1/sales/over");
        final byte[] bytes = request.getBytes(StandardCharsets.UTF_8);
        final Reply whole = counter.buy("summer", "cut", wish("爱", "a", 1)).mustBe(201);
        try (RawClient client = counter.connect()) {
            for (int cut = 1; cut < bytes.length; cut++) {
                client.send(bytes, 0, cut);
                // The metrics would tell when the first part was read; a turn of another connection does as well.
                if (cut % 16 == 0) {
                    counter.sale("over").mustBe(200);
                }
                client.send(bytes, cut, bytes.length - cut);
                assertEquals(whole.text(), client.read().mustBe(201).text(), "cut at " + cut);
                client.read().mustBe(200);
            }
        }
    }

    @Test
    @DisplayName("ten thousand small ones are all answered although only so many may be unanswered at a time")
    void moreThanMayBeInFlight() throws Exception {
        final StringBuilder wire = new StringBuilder();
        for (int i = 0; i < 10_000; i++) {
            wire.append(i % 10 == 0 ? purchase("summer", "k-" + i, wish("a", "a", 1)) : get("/x"));
        }
        try (RawClient client = counter.connect()) {
            final Thread sender = client.sendAside(wire.toString());
            for (int i = 0; i < 10_000; i++) {
                client.read().mustBe(i % 10 == 0 ? 201 : 404);
            }
            sender.join();
        }
        assertEquals(1_000, counter.orders("summer").size());
    }

    /** Requests of all kinds, and what each must hear. */
    private static final class Mix {

        private final List<String> expected = new ArrayList<>();
        private final byte[] wire;

        Mix(final int count, final long seed) {
            final Dice dice = new Dice(seed);
            final StringBuilder requests = new StringBuilder();
            final List<Integer> bought = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                requests.append(next(i, seed, dice, bought));
            }
            wire = requests.toString().getBytes(StandardCharsets.UTF_8);
        }

        byte[] wire() {
            return wire;
        }

        void mustHearInOrder(final RawClient client) throws Exception {
            for (int i = 0; i < expected.size(); i++) {
                final Reply reply = client.read();
                final String mark =
                        reply.status() == 201 ? reply.json().get("buyerId").asText() : reply.code();
                assertEquals(expected.get(i), reply.status() + " " + mark, "answer " + i);
            }
        }

        private String next(final int number, final long seed, final Dice dice, final List<Integer> bought) {
            final String sale = "summer";
            switch (dice.below(8)) {
                case 0:
                    return expecting("400 malformed", purchase(sale, "k", "{\"sku\":"));
                case 1:
                    return expecting("404 not-found", get("/no/such/place/" + number));
                case 2:
                    return expecting("200 ", get("/v1/sales/summer"));
                case 3:
                    return expecting("410 sale-closed", purchase("over", "k" + number, wish("b", "a", 1)));
                case 4:
                    return expecting("404 unknown-item", purchase(sale, "k" + number, wish("b", "z", 1)));
                case 5:
                    if (!bought.isEmpty()) {
                        final int first = dice.pick(bought);
                        return expecting(
                                "201 buyer-" + first,
                                purchase(sale, seed + "-" + first, wish("buyer-" + first, "a", 1)));
                    }
                    return expecting("404 not-found", get("/nothing/bought/yet"));
                default:
                    bought.add(number);
                    return expecting(
                            "201 buyer-" + number,
                            purchase(sale, seed + "-" + number, wish("buyer-" + number, "a", 1)));
            }
        }

        private String expecting(final String answer, final String request) {
            expected.add(answer);
            return request;
        }
    }

    @Test
    @DisplayName("clients that ask for much and read nothing pin little, and hear everything once they read")
    void askForMuchAndReadNothing() throws Exception {
        final Offer big = Offer.of("big");
        for (int item = 0; item < 100; item++) {
            big.item("a-rather-long-name-of-an-item-so-that-the-document-is-long-" + item, 1_000);
        }
        counter.offer(big);
        final int asked = 400;
        final long before = PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory();
        final List<RawClient> clients = new ArrayList<>();
        try {
            for (int i = 0; i < 10; i++) {
                clients.add(RawClient.withSmallEar(counter.gateway().publicAddress())
                        .send(Requests.get("/v1/sales/big").repeat(asked)));
            }
            counter.sale("big").mustBe(200);
            // Some 60 MB were asked for: what was rendered of it lies in the sockets or waits below the water marks.
            assertTrue(
                    PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory() - before <= 12 << 20,
                    "direct memory pinned by clients that do not read");
            for (final RawClient client : clients) {
                for (int i = 0; i < asked; i++) {
                    client.read().mustBe(200);
                }
            }
        } finally {
            for (final RawClient client : clients) {
                client.close();
            }
        }
    }
}
