package io.flashgate.bench.load;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A schedule")
class ScheduleTest {

    private static final long MILLI = 1_000_000;

    @Test
    @DisplayName("of one rate is even")
    void even() {
        final long[] due = all(Schedule.even(List.of(stage(1_000, 1_000)), 0, 1));

        assertEquals(1_000, due.length);
        for (int i = 0; i < due.length; i++) {
            assertEquals(i * MILLI, due[i], 1);
        }
    }

    @Test
    @DisplayName("of several rates changes where the stage does, also over a pause")
    void steps() {
        final long[] due =
                all(Schedule.even(List.of(stage(10, 1_000), new Stage(0, 500 * MILLI), stage(100, 1_000)), 0, 1));

        assertEquals(110, due.length);
        assertEquals(10, LongStream.of(due).filter(at -> at < 1_000 * MILLI).count());
        assertEquals(1_500 * MILLI, due[10], MILLI);
        assertEquals(10 * MILLI, due[50] - due[49], 2);
    }

    @Test
    @DisplayName("is the same whatever the number of threads")
    void threads() {
        final List<Stage> stages = List.of(stage(700, 1_000), stage(1_300, 500));

        final long[] together = IntStream.range(0, 3)
                .mapToObj(thread -> all(Schedule.even(stages, thread, 3)))
                .flatMapToLong(LongStream::of)
                .sorted()
                .toArray();

        assertArrayEquals(all(Schedule.even(stages, 0, 1)), together);
    }

    @Test
    @DisplayName("at random has exponential gaps of the right mean, and comes again with its seed")
    void poisson() {
        final List<Stage> stages = List.of(stage(20_000, 10_000));
        final long[] due = all(Schedule.poisson(stages, 0, 1, 42));
        final double[] gaps = IntStream.range(1, due.length)
                .mapToDouble(i -> due[i] - due[i - 1])
                .toArray();
        final double mean = LongStream.range(0, gaps.length)
                .mapToDouble(i -> gaps[(int) i])
                .average()
                .orElseThrow();
        final double variance = IntStream.range(0, gaps.length)
                .mapToDouble(i -> Math.pow(gaps[i] - mean, 2))
                .average()
                .orElseThrow();
        final double longerThanMean = (double) IntStream.range(0, gaps.length)
                        .filter(i -> gaps[i] > mean)
                        .count()
                / gaps.length;

        // 200,000 expected, standard deviation 447; an exponential's deviation is its mean, and 1/e of it is longer.
        assertEquals(200_000, due.length, 5 * 447);
        assertEquals(50_000, mean, 600);
        assertEquals(1, Math.sqrt(variance) / mean, 0.02);
        assertEquals(1 / Math.E, longerThanMean, 0.01);
        assertArrayEquals(due, all(Schedule.poisson(stages, 0, 1, 42)));
        assertTrue(due.length != all(Schedule.poisson(stages, 0, 1, 43)).length);
    }

    @Test
    @DisplayName("at random on several threads has the rate of all of them")
    void poissonThreads() {
        final List<Stage> stages = List.of(stage(20_000, 5_000));
        final long count = IntStream.range(0, 4)
                .mapToLong(thread -> all(Schedule.poisson(stages, thread, 4, 9)).length)
                .sum();

        assertEquals(100_000, count, 5 * 317);
    }

    private static Stage stage(final int perSecond, final int millis) {
        return Stage.of(perSecond, Duration.ofMillis(millis));
    }

    private static long[] all(final Schedule schedule) {
        return LongStream.iterate(schedule.nextNanos(), at -> at != Schedule.NEVER, at -> schedule.nextNanos())
                .toArray();
    }
}
