package io.flashgate.bench.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The instant a sale is over, measured")
@Timeout(300)
class InstantMeasurementTest {

    @TempDir
    private Path folder;

    @Test
    @DisplayName("every event loop comes to refuse by itself, and the figures are read back as they were printed")
    void measuresWhatItSays() throws Exception {
        final String said = InstantMeasurement.measure(folder.resolve("data"), 2, 6);

        final Map<String, Double> figures = PrintedFigures.of("instant", "something else\n" + said + "\n");
        assertEquals(6, figures.get(Values.INSTANT + "sales"));
        assertEquals(0, figures.get(Values.INSTANT_LATE_ORDERS));
        for (final String way : new String[] {"", "closed-"}) {
            final double median = figures.get(Values.INSTANT + way + "median");
            final double p99 = figures.get(Values.INSTANT + way + "p99");
            final double max = figures.get(Values.INSTANT + way + "max");
            // The last order's stamp comes before its barrier, and the refusals after it.
            assertTrue(0 < median && median <= p99 && p99 <= max, said);
        }
    }

    @Test
    @DisplayName("a measurement that printed nothing is a failure")
    void needsFigures() {
        assertThrows(CompareException.class, () -> PrintedFigures.of("instant", "Killed\n"));
    }
}
