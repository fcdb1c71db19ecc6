package io.flashgate.bench.compare;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("A shop that does less than the job is found out")
@Timeout(300)
class JobCheckTest {

    @Test
    void anHonestShopPasses() {
        final TinyShop.Books books = new TinyShop.Books();

        assertDoesNotThrow(() -> new JobCheck("tiny", () -> new TinyShop(books, TinyShop.Fault.NONE)).run());
    }

    @Test
    void everyFaultIsNamed() {
        expect(TinyShop.Fault.OVERSELLS, "a rush for 5 units");
        expect(TinyShop.Fault.SELLS_TWICE_TO_A_BUYER, "buyer-limit");
        expect(TinyShop.Fault.FORGETS_KEYS, "buyer-limit");
        expect(TinyShop.Fault.NEVER_CLOSES, "sale-closed");
        expect(TinyShop.Fault.OPENS_EARLY, "not-open-yet");
        expect(TinyShop.Fault.STORES_NOTHING, "stored orders");
        expect(TinyShop.Fault.FORGETS_WHEN_KILLED, "404");
    }

    private static void expect(final TinyShop.Fault fault, final String words) {
        final TinyShop.Books books = new TinyShop.Books();
        final String message = assertThrows(
                        CompareException.class,
                        () -> new JobCheck("tiny", () -> new TinyShop(books, fault)).run(),
                        fault.toString())
                .getMessage();
        assertTrue(message.contains("tiny does not do the job") && message.contains(words), fault + ": " + message);
    }
}
