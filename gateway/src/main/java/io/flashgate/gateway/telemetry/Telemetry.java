package io.flashgate.gateway.telemetry;

import io.flashgate.core.order.Outcome;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/** The gateway's counters. Those of the committer have one writer and cost it a plain store; the others are adders. */
public final class Telemetry {

    private final AtomicLongArray decisions = new AtomicLongArray(Outcome.CODE_LIMIT);
    private final AtomicLong barriers = new AtomicLong();
    private final AtomicLong barrierNanos = new AtomicLong();
    private final LongAdder[] gateRefusals = new LongAdder[Outcome.CODE_LIMIT];
    private final LongAdder ringFull = new LongAdder();
    private final LongAdder requests = new LongAdder();
    private final LongAdder badRequests = new LongAdder();
    private final LongAdder snapshots = new LongAdder();
    private final LongAdder failedSnapshots = new LongAdder();
    private final AtomicLong connections = new AtomicLong();

    public Telemetry() {
        for (int code = 0; code < gateRefusals.length; code++) {
            gateRefusals[code] = new LongAdder();
        }
    }

    /** Committer only. */
    public void decided(final Outcome outcome) {
        decisions.lazySet(outcome.code(), decisions.get(outcome.code()) + 1);
    }

    /** Committer only. */
    public void forced(final long tookNanos) {
        barriers.lazySet(barriers.get() + 1);
        barrierNanos.lazySet(barrierNanos.get() + tookNanos);
    }

    /** A request that an event loop refused by itself. */
    public void refusedAtGate(final Outcome reason) {
        gateRefusals[reason.code()].increment();
    }

    /** A snapshot is on the disk. */
    public void snapshotTaken() {
        snapshots.increment();
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
        return connections.incrementAndGet();
    }

    public void connectionClosed() {
        connections.decrementAndGet();
    }

    public long decisions(final Outcome outcome) {
        return decisions.get(outcome.code());
    }

    public long gateRefusals(final Outcome outcome) {
        return gateRefusals[outcome.code()].sum();
    }

    public long barriers() {
        return barriers.get();
    }

    /** Nanoseconds spent waiting for the disk, all barriers together. */
    public long barrierNanos() {
        return barrierNanos.get();
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

    public long requests() {
        return requests.sum();
    }

    public long badRequests() {
        return badRequests.sum();
    }

    public long connections() {
        return connections.get();
    }
}
