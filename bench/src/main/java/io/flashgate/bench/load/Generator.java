package io.flashgate.bench.load;

import io.flashgate.bench.load.Ledger.Repeat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.agrona.collections.IntArrayQueue;

/**
 * One thread of the load: it sends what its {@link Feed} says is due on connections with room, and takes the answers in. One
 * wait, then all reads, then all writes; several requests go out in one write and several answers come in with one read.
 *
 * <pre>
 *   connect ─▶ (looks) ─▶ schedule ─▶ wait for answers ─▶ ask again: lost ones, repeats ─▶ done
 * </pre>
 *
 * Nothing is allocated per request. A server that is slow does not slow the schedule down: a request without a free connection
 * stays due since it was due.
 */
final class Generator implements Runnable, Connection.Session {

    private static final int BUFFER_BYTES = 256 << 10;
    private static final long SWEEP_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long REOPEN_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final int CONNECTING_AT_ONCE = 128;
    private static final long CONNECT_NANOS = TimeUnit.SECONDS.toNanos(10);
    /** After these it is asked again only as long as ever fewer are without an answer. */
    private static final int LEAST_ROUNDS = 3;

    private final LoadPlan plan;
    private final int thread;
    private final RunState state;
    private final Tally tally = new Tally();
    private final Identities identities;
    private final RequestTemplates templates;
    private final AnswerParser parser;
    /** Null where nothing is remembered. */
    private final Ledger ledger;

    private final Connection[] connections;
    private final IntArrayQueue roomy = new IntArrayQueue();
    private final IntArrayQueue repeatsSoon = new IntArrayQueue();
    private IntArrayQueue askAgain = new IntArrayQueue();
    private final ByteBuffer in = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private final ByteBuffer out;
    private final int longestRequest;
    private byte[] scratch = new byte[BUFFER_BYTES];

    private Poller poller;
    private int openedOnceCount;
    private int inFlight;
    private long sweepNanos;
    private long measureFromNanos = Long.MAX_VALUE;
    private long measureToNanos = Long.MAX_VALUE;
    private boolean isAskingAgain;
    private boolean isDone;
    private IOException lastFailure;

    Generator(final LoadPlan plan, final int thread, final RunState state) {
        this.plan = plan;
        this.thread = thread;
        this.state = state;
        identities = plan.identities();
        templates = new RequestTemplates(
                identities,
                plan.host(),
                plan.path(),
                plan.saleId(),
                plan.sku(),
                plan.quantity(),
                plan.groups(),
                plan.headers());
        parser = new AnswerParser(plan.hasLedger());
        ledger = plan.hasLedger() ? new Ledger(identities, thread, plan.threads(), state) : null;
        longestRequest = templates.maxBytes();
        out = ByteBuffer.allocateDirect(Math.max(BUFFER_BYTES, longestRequest));
        final int threads = plan.threads();
        connections = new Connection[plan.connections() / threads + (thread < plan.connections() % threads ? 1 : 0)];
        for (int i = 0; i < connections.length; i++) {
            connections[i] = new Connection(i, plan.pipeline(), this);
        }
    }

    Tally tally() {
        return tally;
    }

    /** Null where the plan has no ledger. */
    Ledger findLedger() {
        return ledger;
    }

    @Override
    public void run() {
        try (Poller own = new Poller(plan.transport())) {
            poller = own;
            if (connectAll()) {
                look();
                state.ready().countDown();
                if (awaitStart()) {
                    generate();
                }
            } else {
                state.onNotConnected(lastFailure == null ? new IOException("no answer in time") : lastFailure);
            }
            isDone = true;
            for (final Connection connection : connections) {
                connection.close(true, null);
            }
        } catch (final RuntimeException e) {
            state.onBroken(e);
        } finally {
            isDone = true;
        }
    }

    private boolean connectAll() {
        final long untilNanos = System.nanoTime() + CONNECT_NANOS;
        int next = 0;
        while (openedOnceCount < connections.length) {
            if (lastFailure != null || System.nanoTime() - untilNanos > 0) {
                return false;
            }
            while (next < connections.length && next - openedOnceCount < CONNECTING_AT_ONCE && lastFailure == null) {
                connections[next++].open(plan.address());
            }
            poller.await(System.nanoTime() + SWEEP_NANOS);
        }
        return true;
    }

    /** Warms both sides up without buying anything. */
    private void look() {
        if (!plan.looks().isZero()) {
            pump(new Feed.Looks(System.nanoTime() + plan.looks().toNanos()));
            drain();
        }
    }

    /** @return whether there is a run at all */
    private boolean awaitStart() {
        while (!state.isStarted()) {
            if (state.isAbandoned()) {
                return false;
            }
            poller.await(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(1));
        }
        return true;
    }

    private void generate() {
        final long startNanos = state.startNanos();
        measureFromNanos = startNanos + plan.warmUp().toNanos();
        measureToNanos = startNanos + plan.scheduleNanos();
        // A flash is as many requests as there are buyers: repeats come after it.
        final Feed.Numbers numbers = new Feed.Numbers(plan.profile() == Profile.FLASH ? null : repeatsSoon);
        if (plan.profile().isClosed()) {
            pump(new Feed.Closed(numbers, measureToNanos));
        } else {
            final Feed.Open open =
                    new Feed.Open(schedule(), numbers, startNanos, measureToNanos + latenessAllowedNanos());
            pump(open);
            tally.unsentCount = open.unsent(
                    Math.min(measureToNanos, state.stoppedNanos() - plan.grace().toNanos()));
        }
        drain();
        askAgain();
    }

    private Schedule schedule() {
        return plan.profile() == Profile.POISSON
                ? Schedule.poisson(plan.stages(), thread, plan.threads(), plan.seed())
                : Schedule.even(plan.stages(), thread, plan.threads());
    }

    /** After this a constant load is given up, for the rate is missed anyway; every buyer of a flash gets a chance. */
    private long latenessAllowedNanos() {
        return plan.profile() == Profile.FLASH
                ? plan.answerDeadline().toNanos()
                : plan.grace().toNanos();
    }

    /** Requests whose answers were lost, and repeats that are left, until all are answered or it was tried enough. */
    private void askAgain() {
        isAskingAgain = true;
        while (!repeatsSoon.isEmpty()) {
            askAgain.addInt(Entry.repeat(repeatsSoon.pollInt()));
        }
        int before = Integer.MAX_VALUE;
        for (int i = 0; !askAgain.isEmpty() && (i < LEAST_ROUNDS || askAgain.size() < before); i++) {
            final IntArrayQueue round = askAgain;
            before = round.size();
            askAgain = new IntArrayQueue();
            pump(new Feed.Again(round, System.nanoTime() + plan.answerDeadline().toNanos()));
            drain();
            while (!round.isEmpty()) {
                askAgain.addInt(round.pollInt());
            }
        }
    }

    private void drain() {
        while (inFlight > 0) {
            turn(Feed.SILENCE);
        }
    }

    private void pump(final Feed feed) {
        while (!feed.isOver(System.nanoTime()) && (isAskingAgain || !state.isStopped())) {
            turn(feed);
        }
    }

    private void turn(final Feed feed) {
        send(feed);
        final long dueNanos = roomy.isEmpty() ? Feed.NEVER : feed.dueNanos(System.nanoTime());
        poller.await(dueNanos == Feed.NEVER || dueNanos - sweepNanos > 0 ? sweepNanos : dueNanos);
        final long nowNanos = System.nanoTime();
        if (nowNanos - sweepNanos >= 0) {
            sweep(nowNanos);
        }
    }

    private void send(final Feed feed) {
        while (!roomy.isEmpty()) {
            final long nowNanos = System.nanoTime();
            final long dueNanos = feed.dueNanos(nowNanos);
            if (dueNanos == Feed.NEVER || dueNanos - nowNanos > 0) {
                return;
            }
            final Connection connection = connections[roomy.pollInt()];
            connection.isQueued = false;
            if (connection.hasRoom()) {
                fill(connection, feed, nowNanos);
                onRoom(connection);
            }
        }
    }

    private void fill(final Connection connection, final Feed feed, final long nowNanos) {
        out.clear();
        while (connection.hasRoom() && out.remaining() >= longestRequest) {
            final long dueNanos = feed.dueNanos(nowNanos);
            if (dueNanos == Feed.NEVER || dueNanos - nowNanos > 0) {
                break;
            }
            put(feed.take(), dueNanos, nowNanos, connection);
        }
        connection.write(out.flip());
    }

    private void put(final int entry, final long dueNanos, final long nowNanos, final Connection connection) {
        connection.push(entry, dueNanos, nowNanos);
        inFlight++;
        if (entry == Entry.LOOK) {
            templates.putLook(out);
            return;
        }
        final int number = Entry.number(entry);
        templates.putPurchase((long) number * plan.threads() + thread, out);
        tally.sentCount++;
        if (Entry.isRepeat(entry)) {
            tally.repeatCount++;
        } else if (ledger != null) {
            ledger.onSent(number);
        }
        if (isMeasured(dueNanos)) {
            tally.measuredSentCount++;
            tally.lastSentNanos = nowNanos;
            Tally.record(tally.sendDelay, nowNanos - dueNanos);
        }
    }

    private boolean isMeasured(final long dueNanos) {
        return dueNanos - measureFromNanos >= 0 && dueNanos - measureToNanos < 0 && !isAskingAgain;
    }

    /** Gives late answers up, and opens what is closed. */
    private void sweep(final long nowNanos) {
        sweepNanos = nowNanos + SWEEP_NANOS;
        final long longestNanos = plan.answerDeadline().toNanos();
        for (final Connection connection : connections) {
            final long sinceNanos = connection.waitingSinceNanos();
            if (sinceNanos != Long.MAX_VALUE && nowNanos - sinceNanos > longestNanos) {
                connection.close(false, null);
            }
            if (connection.isClosed() && nowNanos - connection.reopenNanos >= 0) {
                connection.open(plan.address());
            }
        }
    }

    @Override
    public void onAnswer(
            final int entry, final long dueNanos, final long sentNanos, final Answer answer, final long nowNanos) {
        inFlight--;
        if (entry == Entry.LOOK) {
            return;
        }
        tally.answeredCount++;
        tally.statuses[answer.status]++;
        tally.codes.add(answer);
        if (isMeasured(dueNanos)) {
            tally.onMeasured(answer, nowNanos - dueNanos);
        }
        if (ledger == null) {
            return;
        }
        final int number = Entry.number(entry);
        if (Entry.isRepeat(entry)) {
            if (ledger.onRepeat(number, answer) == Repeat.AGAIN) {
                askAgain.addInt(entry);
            }
            return;
        }
        ledger.onAnswer(number, answer, sentNanos, nowNanos);
        if (isAskingAgain) {
            // Its first answer was lost; the one it has now must stand.
            if (ledger.isBound(number)) {
                askAgain.addInt(Entry.repeat(number));
            }
        } else if (plan.repeats() > 0 && ledger.isBound(number)) {
            chooseRepeat(number);
        }
    }

    /** Half of the repeats go out soon, half when all is over. */
    private void chooseRepeat(final int number) {
        final double lot = identities.lot(ledger.request(number));
        if (lot < plan.repeats() / 2 && plan.profile() != Profile.FLASH) {
            repeatsSoon.addInt(number);
        } else if (lot < plan.repeats()) {
            askAgain.addInt(Entry.repeat(number));
        }
    }

    @Override
    public void onUnanswered(final int entry, final boolean isInOrder) {
        inFlight--;
        if (entry == Entry.LOOK) {
            return;
        }
        if (!isInOrder) {
            tally.lostCount++;
        }
        if (ledger != null) {
            if (!Entry.isRepeat(entry)) {
                ledger.onUnanswered(Entry.number(entry));
            }
            askAgain.addInt(entry);
        }
    }

    @Override
    public void onOpen(final Connection connection) {
        if (openedOnceCount < connections.length) {
            openedOnceCount++;
        } else {
            tally.reconnectCount++;
        }
    }

    @Override
    public void onClosed(final Connection connection, final IOException reason) {
        if (isDone) {
            return;
        }
        lastFailure = reason;
        final long nowNanos = System.nanoTime();
        if (reason == null && state.isStarted()) {
            connection.reopenNanos = nowNanos;
            connection.open(plan.address());
        } else {
            connection.reopenNanos = nowNanos + REOPEN_NANOS;
        }
    }

    @Override
    public void onRoom(final Connection connection) {
        if (!connection.isQueued && connection.hasRoom()) {
            connection.isQueued = true;
            roomy.addInt(connection.index());
        }
    }

    @Override
    public void onMalformed(final String what) {
        if (ledger != null) {
            ledger.onMalformed(what);
        }
    }

    @Override
    public void onUnasked() {
        if (ledger != null) {
            ledger.onUnasked();
        }
    }

    @Override
    public Poller poller() {
        return poller;
    }

    @Override
    public AnswerParser parser() {
        return parser;
    }

    @Override
    public ByteBuffer emptyIn() {
        return in.clear();
    }

    @Override
    public byte[] scratch(final int length) {
        if (scratch.length < length) {
            scratch = new byte[2 * length];
        }
        return scratch;
    }
}
