package io.flashgate.gateway.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flashgate.gateway.live.SaleBoard;
import java.nio.charset.StandardCharsets;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Too little room on the disk")
class HealthTest {

    @Test
    @DisplayName("stops the selling while it lasts, and is no broken promise")
    void passes() {
        final Health health = new Health();
        final MetricsPage page = new MetricsPage();
        TelemetryMetrics.register(page, new Telemetry(), health, new SaleBoard(1), new SystemEpochNanoClock());
        assertFalse(health.canSell());
        health.ready();
        assertTrue(health.canSell());

        health.scarce(true);
        assertFalse(health.canSell());
        assertFalse(health.isFailed());
        assertEquals(Health.State.READY, health.state());
        assertTrue(text(page).contains("\nflashgate_ready 0.0\n"), text(page));

        health.scarce(false);
        assertTrue(health.canSell());
        assertTrue(text(page).contains("\nflashgate_ready 1.0\n"), text(page));
    }

    private static String text(final MetricsPage page) {
        return new String(page.render(null).body(), StandardCharsets.UTF_8);
    }
}
