package io.flashgate.journal.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Counts over time")
class SeriesTest {

    private static final long MILLI = 1_000_000L;

    @Test
    @DisplayName("are kept in narrow buckets as long as these are few")
    void narrow() {
        final Series series = new Series(2, 10 * MILLI);
        series.add(-1, 0, 3);
        series.add(0, 0, 1);
        series.add(9 * MILLI, 1, 5);
        series.add(10 * MILLI, 0, 1);
        assertEquals(3, series.size());
        assertEquals(-1, series.bucket(0));
        assertEquals(0, series.bucket(1));
        assertEquals(1, series.count(1, 0));
        assertEquals(5, series.count(1, 1));
        assertEquals(10 * MILLI, series.widthNanos());
        assertEquals(20 * MILLI, series.endNanos());
    }

    @Test
    @DisplayName(
            "are bounded, lose nothing, and are what they would be had they been counted in the wide buckets from the start")
    void bounded() {
        final Random random = new Random(11);
        for (int round = 0; round < 60; round++) {
            final Series series = new Series(1, 10 * MILLI);
            final TreeMap<Long, Long> times = new TreeMap<>();
            long now = -random.nextInt(1_000) * 1_000 * MILLI;
            // From a rush of seconds to one event in weeks.
            final long pause = MILLI << random.nextInt(28);
            for (int i = 0; i < 3_000; i++) {
                now += Math.floorMod(random.nextLong(), pause);
                final long count = 1 + random.nextInt(9);
                series.add(now, 0, count);
                times.merge(now, count, Long::sum);
            }
            assertTrue(series.size() <= Series.MOST_BUCKETS);
            final TreeMap<Long, Long> expected = new TreeMap<>();
            for (final Map.Entry<Long, Long> time : times.entrySet()) {
                expected.merge(Math.floorDiv(time.getKey(), series.widthNanos()), time.getValue(), Long::sum);
            }
            final TreeMap<Long, Long> found = new TreeMap<>();
            for (int place = 0; place < series.size(); place++) {
                found.put(series.bucket(place), series.count(place, 0));
            }
            assertEquals(expected, found);
            if (series.widthNanos() > 10 * MILLI) {
                assertTrue(buckets(times, narrower(series.widthNanos())) > Series.MOST_BUCKETS, "widened too early");
            }
        }
    }

    @Test
    @DisplayName("of all the time there is fit, too")
    void longest() {
        final Series series = new Series(1, 10 * MILLI);
        for (int i = 0; i < 3_000; i++) {
            series.add(Long.MAX_VALUE / 3_000 * i, 0, 1);
        }
        assertTrue(series.size() <= Series.MOST_BUCKETS);
        assertEquals(3_000, series.total(0));
    }

    private static long narrower(final long widthNanos) {
        long narrower = 10 * MILLI;
        for (final long width :
                new long[] {10, 100, 1_000, 10_000, 60_000, 600_000, 3_600_000, 21_600_000, 86_400_000}) {
            if (width * MILLI < widthNanos) {
                narrower = width * MILLI;
            }
        }
        return narrower;
    }

    private static long buckets(final TreeMap<Long, Long> times, final long widthNanos) {
        return times.keySet().stream()
                .map(time -> Math.floorDiv(time, widthNanos))
                .distinct()
                .count();
    }
}
