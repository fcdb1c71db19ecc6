package io.flashgate.gateway.telemetry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Values counted in buckets")
class BucketCountsTest {

    private static final long[] BOUNDS = {1, 3, 50_000, 65_536, 100_000, 7_000_000, 1L << 40};

    @Test
    void fallIntoTheFirstBucketThatIsLargeEnough() {
        for (int bucket = 0; bucket < BOUNDS.length; bucket++) {
            assertEquals(bucket, bucketOf(BOUNDS[bucket]));
            assertEquals(bucket + 1, bucketOf(BOUNDS[bucket] + 1));
        }
        assertEquals(0, bucketOf(0));
        assertEquals(0, bucketOf(-5), "a clock that was set");
        assertEquals(BOUNDS.length, bucketOf(Long.MAX_VALUE));
    }

    @Test
    void fallWhereALinearSearchWouldPutThem() {
        final Random random = new Random(17);
        for (int i = 0; i < 100_000; i++) {
            final long value = random.nextLong() >>> random.nextInt(64);
            int expected = 0;
            while (expected < BOUNDS.length && value > BOUNDS[expected]) {
                expected++;
            }
            if (value >= 0) {
                assertEquals(expected, bucketOf(value), "value " + value);
            }
        }
    }

    @Test
    void addUp() {
        final BucketCounts counts = new BucketCounts(BOUNDS);
        counts.record(2);
        counts.record(2);
        counts.record(60_000);
        final long[] all = {0, 10, 0, 0, 0, 0, 0, 0};
        counts.addTo(all);
        assertArrayEquals(new long[] {0, 12, 0, 1, 0, 0, 0, 0}, all);
        assertEquals(60_004, counts.sum());
        assertEquals(3, counts.count());
    }

    @Test
    void costNoMemory() {
        final BucketCounts counts = new BucketCounts(BOUNDS);
        final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 20 && least > 0; round++) {
            final long before = threads.getCurrentThreadAllocatedBytes();
            final long again = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 10_000; i++) {
                counts.record(i * 97L);
            }
            final long after = threads.getCurrentThreadAllocatedBytes();
            // What asking itself costs is taken off.
            least = Math.min(least, after - again - (again - before));
        }
        assertEquals(0, least);
    }

    @Test
    void wantBoundsThatAscend() {
        assertThrows(IllegalArgumentException.class, () -> new BucketCounts(2, 2));
        assertThrows(IllegalArgumentException.class, () -> new BucketCounts(0, 2));
    }

    private static int bucketOf(final long value) {
        final BucketCounts counts = new BucketCounts(BOUNDS);
        counts.record(value);
        final long[] all = new long[BOUNDS.length + 1];
        counts.addTo(all);
        int bucket = 0;
        while (all[bucket] == 0) {
            bucket++;
        }
        return bucket;
    }
}
