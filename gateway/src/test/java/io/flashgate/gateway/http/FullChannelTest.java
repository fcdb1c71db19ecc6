package io.flashgate.gateway.http;

import static io.flashgate.gateway.http.Requests.purchase;
import static io.flashgate.gateway.http.Requests.wish;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("When the answers of one batch are more than a channel takes at once")
class FullChannelTest {

    private static final String SALE =
            "a-sale-with-as-long-a-name-as-a-sale-may-have-".repeat(2).substring(0, 64);
    private static final String SKU =
            "an-item-with-as-long-a-name-as-an-item-may-have-".repeat(2).substring(0, 64);
    private static final String GROUP =
            "a-group-with-as-long-a-name-as-a-group-may-have-".repeat(2).substring(0, 64);

    @TempDir
    private Path folder;

    @Test
    @DisplayName("what waited behind them is taken, and everybody hears what is meant for them")
    void takesWhatWaited() throws Exception {
        // Long enough for all of them to be in one batch.
        try (Counter counter =
                Counter.in(folder).barrierInterval(Duration.ofMillis(500)).open()) {
            counter.offer(Offer.of(SALE).item(SKU, 10_000));
            final int count = 2 * HttpLimits.MAX_IN_FLIGHT;
            final StringBuilder wire = new StringBuilder();
            for (int i = 0; i < count; i++) {
                wire.append(purchase(SALE, "k" + i, wish(buyer(i), SKU, 1, GROUP)));
            }
            try (RawClient client = counter.connect()) {
                final Thread sender = client.sendAside(wire.toString());
                for (int i = 0; i < count; i++) {
                    final Reply reply = client.read();
                    assertEquals(201, reply.status(), i + " " + reply.text());
                    assertEquals(buyer(i), reply.json().get("buyerId").asText());
                }
                sender.join();
            }
            assertEquals(count, counter.orders(SALE).size());
        }
    }

    private static String buyer(final int number) {
        return "\ud83e\udd91".repeat(29) + String.format("%05d", number);
    }
}
