package io.flashgate.gateway.pipeline;

import com.lmax.disruptor.ExceptionHandler;
import com.lmax.disruptor.InsufficientCapacityException;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.dsl.Disruptor;
import com.lmax.disruptor.dsl.ProducerType;
import io.flashgate.core.MatchingCore;
import io.flashgate.gateway.egress.Egress;
import io.flashgate.gateway.egress.Exchange;
import io.flashgate.gateway.live.SaleBoard;
import io.flashgate.gateway.telemetry.Health;
import io.flashgate.gateway.telemetry.Telemetry;
import io.flashgate.journal.Barrier;
import io.flashgate.journal.JournalWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.EpochNanoClock;

/** The ring and the threads behind it. Publishing is for any thread and never waits. */
public final class Pipeline {

    private static final Duration START_LIMIT = Duration.ofSeconds(5);

    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

    private final List<Thread> stages = new CopyOnWriteArrayList<>();
    private final Disruptor<CommandEvent> disruptor;
    private final RingBuffer<CommandEvent> ring;
    private final Committer committer;
    private final Deadline deadline;
    private final EpochNanoClock clock;
    private final Health health;
    private final Timekeeper timekeeper;
    private final Thread timekeeperThread;

    /**
     * Nothing runs before {@link #start()}.
     *
     * @param barrier the journal's: no reply leaves before it
     */
    public Pipeline(
            final PipelineSettings settings,
            final MatchingCore core,
            final JournalWriter journal,
            final Barrier barrier,
            final EpochNanoClock clock,
            final SaleBoard board,
            final Health health,
            final Telemetry telemetry) {
        disruptor = new Disruptor<>(
                CommandEvent::new,
                settings.ringSize(),
                threadsNamed("flashgate-sequencer", "flashgate-committer"),
                ProducerType.MULTI,
                settings.waiting().newStrategy());
        ring = disruptor.getRingBuffer();
        this.clock = clock;
        this.health = health;
        deadline = new Deadline(core.nextDeadlineNanos(), core.nextPromptDeadlineNanos());
        final DueRing dueRing = new DueRing();
        final Sequencer sequencer = new Sequencer(ring, core, journal, clock, health, deadline, dueRing);
        committer = new Committer(ring, settings, barrier, board, new Egress(), health, telemetry, dueRing);
        disruptor.setDefaultExceptionHandler(new StopSelling(health));
        disruptor.handleEventsWith(sequencer).then(committer);
        timekeeper = new Timekeeper(this, board, clock, deadline, health);
        timekeeperThread = new Thread(timekeeper, "flashgate-timekeeper");
        timekeeperThread.setDaemon(true);
    }

    /** Starts the threads; returns when what was due at the start has been sequenced, or after a few seconds. */
    public void start() {
        disruptor.start();
        final long untilNanos = System.nanoTime() + START_LIMIT.toNanos();
        do {
            // However many holds ended while nobody ran: nobody is to hear of stock as it was before.
            tryPublishTimer();
            awaitDrained(Duration.ofNanos(Math.max(1, untilNanos - System.nanoTime())));
        } while (deadline.promptNanos() <= clock.nanoTime()
                && System.nanoTime() - untilNanos < 0
                && !health.isFailed());
        timekeeperThread.start();
    }

    /**
     * Offers a command to the ring.
     *
     * @param replyTo who hears the outcome, or null
     * @param command copied if it is no longer than a purchase; a longer one must not be reused by the caller
     * @return false if the ring is full; nothing happened then
     */
    public boolean tryPublish(final Exchange replyTo, final DirectBuffer command, final int length) {
        final long slot;
        try {
            slot = ring.tryNext();
        } catch (final InsufficientCapacityException full) {
            return false;
        }
        // What is claimed is published, whatever happens: the stages wait for it. A slot without a
        // command does nothing.
        try {
            ring.get(slot).set(replyTo, command, length);
        } finally {
            ring.publish(slot);
        }
        return true;
    }

    /** The ring's sequence of the newest event, whatever it is. */
    long published() {
        return ring.getCursor();
    }

    /** Commands that wait for their decision or their barrier. */
    public long depth() {
        return ring.getCursor() - disruptor.getSequenceValueFor(committer);
    }

    public int ringSize() {
        return ring.getBufferSize();
    }

    /**
     * Waits until everything in the ring has been decided, forced and handed to its event loop.
     *
     * @return false if that took longer than this
     */
    public boolean awaitDrained(final Duration atMost) {
        final long until = System.nanoTime() + atMost.toNanos();
        while (depth() > 0) {
            if (System.nanoTime() - until > 0) {
                return false;
            }
            LockSupport.parkNanos(Waiting.SLEEP_NANOS);
        }
        return true;
    }

    /** Puts the refusals that were counted since the last report into the ring. */
    public void reportRefusals() {
        timekeeper.reportRefusals();
    }

    /**
     * Stops the threads, the timekeeper first, and waits for their end. Nobody else may publish any more; what is in the ring
     * is still decided and answered.
     *
     * @return false if a thread has not ended in time: it may still use the core and the journal
     */
    public boolean stop() {
        final long untilNanos = System.nanoTime() + STOP_LIMIT.toNanos();
        timekeeper.stop();
        LockSupport.unpark(timekeeperThread);
        boolean hasEnded = Threads.joined(timekeeperThread, untilNanos);
        awaitDrained(Duration.ofNanos(untilNanos - System.nanoTime()));
        disruptor.halt();
        for (final Thread stage : stages) {
            hasEnded &= Threads.joined(stage, untilNanos);
        }
        return hasEnded;
    }

    /** Asks the sequencer to look at the clock, unless it has been asked and has not come to it yet. */
    void tryPublishTimer() {
        if (deadline.ask() && !ring.tryPublishEvent((event, ringSequence) -> event.setTimer())) {
            deadline.askAgain();
        }
    }

    private ThreadFactory threadsNamed(final String... names) {
        return task -> {
            final Thread thread = new Thread(task, names[stages.size()]);
            thread.setDaemon(true);
            stages.add(thread);
            return thread;
        };
    }

    /** Both stages handle their own failures; what still gets here is a broken promise like any other. */
    private record StopSelling(Health health) implements ExceptionHandler<CommandEvent> {

        @Override
        public void handleEventException(final Throwable broken, final long ringSequence, final CommandEvent event) {
            health.fail("a pipeline stage failed", broken);
        }

        @Override
        public void handleOnStartException(final Throwable broken) {
            health.fail("a pipeline stage could not start", broken);
        }

        @Override
        public void handleOnShutdownException(final Throwable broken) {
            health.fail("a pipeline stage could not stop", broken);
        }
    }
}
