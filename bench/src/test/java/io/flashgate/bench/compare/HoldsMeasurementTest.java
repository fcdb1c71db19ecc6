package io.flashgate.bench.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Holds that are all due at once, measured")
@Timeout(300)
class HoldsMeasurementTest {

    @TempDir
    private Path folder;

    @Test
    @DisplayName("they all expire, others buy meanwhile, and the figures are read back as they were printed")
    void measuresWhatItSays() throws Exception {
        final String said = HoldsMeasurement.measure(folder.resolve("data"), 10, 2_000, Duration.ofMillis(50));

        final Map<String, Double> figures = PrintedFigures.of("holds", said);
        assertEquals(2_000, figures.get(Values.HOLDS + "count"));
        for (final String when : new String[] {"", "idle-"}) {
            final double median = figures.get(Values.HOLDS + when + "median-ms");
            final double max = figures.get(Values.HOLDS + when + "max-ms");
            assertTrue(0 < median && median <= max, said);
        }
    }
}
