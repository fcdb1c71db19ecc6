package io.flashgate.gateway.http;

import static io.flashgate.gateway.http.Requests.wish;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.flashgate.core.CoreLimits;
import io.flashgate.gateway.GatewayStartException;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Limits smaller than the journal")
class SmallLimitsTest {

    @Test
    @DisplayName("are called that, with the limits it needs, and not damage; with those it starts")
    void areNotDamage(@TempDir final Path folder) throws Exception {
        Counter.openIn(folder).close();
        try (Counter counter = Counter.openIn(folder)) {
            counter.offer(Offer.of("summer").item("a", 100));
            for (int i = 0; i < 20; i++) {
                counter.buy("summer", "k" + i, wish("b" + i, "a", 1)).mustBe(201);
            }
        }

        final GatewayStartException small = assertThrows(
                GatewayStartException.class,
                () -> Counter.in(folder)
                        .limits(new CoreLimits(9, 5, 100, 50))
                        .open()
                        .close());
        assertEquals(GatewayStartException.CONFIGURATION, small.exitStatus());
        assertEquals(
                "journal in " + folder + " holds more than these limits: needs at least"
                        + " --max-sales=9 --max-answers=20 --max-orders=100 --max-groups=50",
                small.getMessage());

        try (Counter counter =
                Counter.in(folder).limits(new CoreLimits(9, 20, 100, 50)).open()) {
            counter.buy("summer", "k0", wish("b0", "a", 1)).mustBe(201);
        }
    }
}
