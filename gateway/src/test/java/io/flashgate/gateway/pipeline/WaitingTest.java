package io.flashgate.gateway.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.lmax.disruptor.EventHandler;
import com.lmax.disruptor.WaitStrategy;
import com.lmax.disruptor.dsl.Disruptor;
import com.lmax.disruptor.dsl.ProducerType;
import io.flashgate.gateway.Eventually;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("A stage that waits")
class WaitingTest {

    private static final long AN_HOUR_NANOS = TimeUnit.HOURS.toNanos(1);

    @ParameterizedTest
    @EnumSource(Waiting.class)
    void hearsOfEveryCommandWhicheverWayItWaits(final Waiting waiting) {
        assertTrue(publishInBursts(waiting.newStrategy(), 3, 20_000));
    }

    /** Parks for an hour where nobody wakes it: one lost wake-up and a command is not heard of in time. */
    @Test
    void isWokenFromEveryPark() {
        assertTrue(publishInBursts(new ParkingWaitStrategy(1_000, AN_HOUR_NANOS), 300, 30_000_000));
    }

    @Test
    void endsWhenItIsToldToAlthoughItIsParked() throws Exception {
        final List<Thread> stages = new ArrayList<>();
        final Disruptor<long[]> disruptor = newDisruptor(
                new ParkingWaitStrategy(1_000, AN_HOUR_NANOS), stages, (event, sequence, endOfBatch) -> {}, null);
        disruptor.start();
        awaitIn(stages, "park");

        disruptor.halt();

        for (final Thread stage : stages) {
            stage.join(10_000);
            assertTrue(!stage.isAlive(), stage + " goes on");
        }
    }

    /** Or else it would spin on the very processor that the producer needs. */
    @Test
    void givesWayToWhoeverFillsASlot() {
        final List<Thread> stages = new ArrayList<>();
        final AtomicLong heard = new AtomicLong();
        final Disruptor<long[]> disruptor = newDisruptor(
                new ParkingWaitStrategy(1_000, AN_HOUR_NANOS),
                stages,
                (event, sequence, endOfBatch) -> heard.incrementAndGet(),
                null);
        disruptor.start();
        final long claimed = disruptor.getRingBuffer().next();
        awaitIn(stages, "giveWay");

        disruptor.getRingBuffer().publish(claimed);

        Eventually.holds("the command is heard of", () -> heard.get() == 1);
        disruptor.halt();
    }

    /** Two producers and two stages, as in the pipeline; pauses of any length up to one, so that all states are met. */
    private static boolean publishInBursts(final WaitStrategy strategy, final int bursts, final int longestPauseNanos) {
        final AtomicLong first = new AtomicLong();
        final AtomicLong second = new AtomicLong();
        final Disruptor<long[]> disruptor = newDisruptor(
                strategy,
                new ArrayList<>(),
                (event, sequence, endOfBatch) -> first.incrementAndGet(),
                (event, sequence, endOfBatch) -> second.incrementAndGet());
        disruptor.start();
        final Random random = new Random(7);
        long published = 0;
        for (int burst = 0; burst < bursts; burst++) {
            for (int i = random.nextInt(20); i >= 0; i--) {
                disruptor.getRingBuffer().publishEvent((event, sequence) -> event[0] = sequence);
                published++;
            }
            final long all = published;
            Eventually.holds("every command is heard of", () -> second.get() == all);
            LockSupport.parkNanos(random.nextInt(longestPauseNanos));
        }
        disruptor.halt();
        assertEquals(published, first.get());
        assertEquals(published, second.get());
        return true;
    }

    /** Until each of them sleeps in this method of the strategy. */
    private static void awaitIn(final List<Thread> stages, final String method) {
        for (final Thread stage : stages) {
            Eventually.holds(
                    stage + " sleeps in " + method,
                    () -> stage.getState() == Thread.State.TIMED_WAITING
                            && Arrays.toString(stage.getStackTrace()).contains("ParkingWaitStrategy." + method + "("));
        }
    }

    @SafeVarargs
    private static Disruptor<long[]> newDisruptor(
            final WaitStrategy strategy, final List<Thread> stages, final EventHandler<long[]>... handlers) {
        final Disruptor<long[]> disruptor = new Disruptor<>(
                () -> new long[1],
                256,
                task -> {
                    final Thread thread = new Thread(task, "stage-" + stages.size());
                    thread.setDaemon(true);
                    stages.add(thread);
                    return thread;
                },
                ProducerType.MULTI,
                strategy);
        if (handlers[1] == null) {
            disruptor.handleEventsWith(handlers[0]);
        } else {
            disruptor.handleEventsWith(handlers[0]).then(handlers[1]);
        }
        return disruptor;
    }
}
