package io.flashgate.gateway.telemetry;

import io.flashgate.core.order.Outcome;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.LoggerFactory;

/**
 * The gateway's counters. Those of the committer and of an event loop have one writer and cost it a plain store; the others are
 * adders. Nothing is allocated after the threads have begun.
 */
public final class Telemetry {

    /** A barrier that takes longer is worth a line in the log. */
    static final long SLOW_BARRIER_NANOS = 100_000_000;

    private static final long MICRO = 1_000;
    private static final long MILLI = 1_000_000;

    /** 50 µs to 10 s: close together where a sale is at home, further apart where only an incident is. */
    private static final long[] DURATION_BOUNDS = {
        50 * MICRO,
        100 * MICRO,
        200 * MICRO,
        300 * MICRO,
        400 * MICRO,
        500 * MICRO,
        750 * MICRO,
        MILLI,
        1_500 * MICRO,
        2 * MILLI,
        3 * MILLI,
        5 * MILLI,
        7_500 * MICRO,
        10 * MILLI,
        20 * MILLI,
        50 * MILLI,
        100 * MILLI,
        200 * MILLI,
        500 * MILLI,
        1_000 * MILLI,
        2_000 * MILLI,
        5_000 * MILLI,
        10_000 * MILLI,
    };

    private static final long[] BATCH_BOUNDS = {1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1_024, 2_048, 4_096};

    /** Refusals of an event loop that have an outcome of the rules; beside them only {@link #ringWasFull()}. */
    static final List<Outcome> GATE_REASONS =
            List.of(Outcome.NOT_OPEN_YET, Outcome.SALE_CLOSED, Outcome.SALE_SOLD_OUT, Outcome.UNKNOWN_SALE);

    private final AtomicLongArray decisions = new AtomicLongArray(Outcome.CODE_LIMIT);
    private final BucketCounts barriers = new BucketCounts(DURATION_BOUNDS);
    private final BucketCounts batches = new BucketCounts(BATCH_BOUNDS);
    private final AtomicLong slowBarriers = new AtomicLong();
    private final AtomicLong slowestBarrierNanos = new AtomicLong();
    private final AtomicLong journalRefusals = new AtomicLong();

    private final List<BucketCounts> answerTimes = new CopyOnWriteArrayList<>();
    private final List<ProblemCounts> problems = new CopyOnWriteArrayList<>();

    private final LongAdder[] gateRefusals = new LongAdder[Outcome.CODE_LIMIT];
    private final LongAdder ringFull = new LongAdder();
    private final LongAdder requests = new LongAdder();
    private final LongAdder badRequests = new LongAdder();
    private final AtomicLong connections = new AtomicLong();
    private final LongAdder openedConnections = new LongAdder();
    private final LongAdder refusedConnections = new LongAdder();

    private final LongAdder clockStepsBack = new LongAdder();
    private final LongAdder clockStepsForward = new LongAdder();
    private final LongAdder stalls = new LongAdder();
    private final LongAdder stalledNanos = new LongAdder();

    private final LimitedLog failures = new LimitedLog(LoggerFactory.getLogger("io.flashgate.gateway.http"));

    private final LongAdder snapshots = new LongAdder();
    private final LongAdder failedSnapshots = new LongAdder();
    private volatile NewestSnapshot newestSnapshot = NewestSnapshot.NONE;

    /**
     * The newest snapshot that is known to be good.
     *
     * @param sequence      of the last record in it; 0: there is none
     * @param writtenMillis when its file was written, since the epoch
     * @param bytes         length of its file
     * @param tookNanos     how long it took, from the first record read to the name forced; 0: an earlier process wrote it
     */
    public record NewestSnapshot(long sequence, long writtenMillis, long bytes, long tookNanos) {

        static final NewestSnapshot NONE = new NewestSnapshot(0, 0, 0, 0);
    }

    /** How many problem documents of each code one event loop has written. */
    private record ProblemCounts(List<String> codes, AtomicLongArray counts) {}

    public Telemetry() {
        for (int code = 0; code < gateRefusals.length; code++) {
            gateRefusals[code] = new LongAdder();
        }
    }

    /** Where event loops log what went wrong with a request. */
    public LimitedLog failures() {
        return failures;
    }

    /** Committer only. */
    public void decided(final Outcome outcome) {
        decisions.lazySet(outcome.code(), decisions.getPlain(outcome.code()) + 1);
    }

    /** Committer only: a barrier has returned. */
    public void forced(final long tookNanos) {
        barriers.record(tookNanos);
        if (tookNanos > SLOW_BARRIER_NANOS) {
            slowBarriers.lazySet(slowBarriers.getPlain() + 1);
            slowestBarrierNanos.accumulateAndGet(tookNanos, Math::max);
        }
    }

    /** Committer only: so many commands shared one barrier, or needed none. */
    public void committed(final long commands) {
        batches.record(commands);
    }

    /** Committer only: a command was not taken into the journal, for want of room or after a failure. */
    public void refusedForJournal() {
        journalRefusals.lazySet(journalRefusals.getPlain() + 1);
    }

    /** A request that an event loop refused by itself. */
    public void refusedAtGate(final Outcome reason) {
        gateRefusals[reason.code()].increment();
    }

    /** For one event loop, before it runs. */
    public AnswerTimes newAnswerTimes() {
        final BucketCounts counts = new BucketCounts(DURATION_BOUNDS);
        answerTimes.add(counts);
        return new AnswerTimes(counts);
    }

    /**
     * For one event loop, before it runs.
     *
     * @param codes of all problem documents, always the same ones
     * @return a counter for each; plain stores by one thread
     */
    public AtomicLongArray newProblemCounts(final List<String> codes) {
        final AtomicLongArray counts = new AtomicLongArray(codes.size());
        problems.add(new ProblemCounts(codes, counts));
        return counts;
    }

    /** A snapshot is on the disk. */
    public void snapshotTaken(final NewestSnapshot snapshot) {
        snapshots.increment();
        newestSnapshot = snapshot;
    }

    /** An earlier process has left this one. */
    public void snapshotFound(final NewestSnapshot snapshot) {
        newestSnapshot = snapshot;
    }

    /** A snapshot could not be taken; sales went on. */
    public void snapshotFailed() {
        failedSnapshots.increment();
    }

    public void ringWasFull() {
        ringFull.increment();
    }

    public void request() {
        requests.increment();
    }

    /** A request that was answered 400–499 before any gate or ring: not well-formed. */
    public void badRequest() {
        badRequests.increment();
    }

    /** Returns how many connections there are now. */
    public long connectionOpened() {
        openedConnections.increment();
        return connections.incrementAndGet();
    }

    public void connectionClosed() {
        connections.decrementAndGet();
    }

    /** There were as many connections as may be; this one heard 503. */
    public void connectionRefused() {
        refusedConnections.increment();
    }

    /** The machine's clock was set, not just slewed. */
    public void clockStepped(final boolean isForward) {
        (isForward ? clockStepsForward : clockStepsBack).increment();
    }

    /** The whole process stood still. */
    public void stalled(final long nanos) {
        stalls.increment();
        stalledNanos.add(nanos);
    }

    public long decisions(final Outcome outcome) {
        return decisions.get(outcome.code());
    }

    public long gateRefusals(final Outcome outcome) {
        return gateRefusals[outcome.code()].sum();
    }

    /** Problem documents with this code, of all event loops. */
    long problems(final String code) {
        long sum = 0;
        for (final ProblemCounts loop : problems) {
            final int at = loop.codes.indexOf(code);
            sum += at < 0 ? 0 : loop.counts.get(at);
        }
        return sum;
    }

    /** All codes of problem documents. */
    List<String> problemCodes() {
        return problems.stream().flatMap(loop -> loop.codes.stream()).distinct().toList();
    }

    /** How long each barrier took, nanoseconds. */
    BucketCounts barriers() {
        return barriers;
    }

    /** How many commands shared a barrier. */
    BucketCounts batches() {
        return batches;
    }

    /** From the decision to the answer's flush, nanoseconds, by event loop. */
    List<BucketCounts> answerTimes() {
        return answerTimes;
    }

    /** An empty histogram with the bounds of all durations. */
    static BucketCounts noDurations() {
        return new BucketCounts(DURATION_BOUNDS);
    }

    long slowBarriers() {
        return slowBarriers.get();
    }

    /** The slowest one since this was asked last, nanoseconds; 0: none was slow. */
    long takeSlowestBarrierNanos() {
        return slowestBarrierNanos.getAndSet(0);
    }

    long journalRefusals() {
        return journalRefusals.get();
    }

    public long ringFull() {
        return ringFull.sum();
    }

    public long snapshots() {
        return snapshots.sum();
    }

    public long failedSnapshots() {
        return failedSnapshots.sum();
    }

    NewestSnapshot newestSnapshot() {
        return newestSnapshot;
    }

    public long requests() {
        return requests.sum();
    }

    public long badRequests() {
        return badRequests.sum();
    }

    public long connections() {
        return connections.get();
    }

    long openedConnections() {
        return openedConnections.sum();
    }

    long refusedConnections() {
        return refusedConnections.sum();
    }

    long clockSteps(final boolean isForward) {
        return (isForward ? clockStepsForward : clockStepsBack).sum();
    }

    long stalls() {
        return stalls.sum();
    }

    long stalledNanos() {
        return stalledNanos.sum();
    }
}
