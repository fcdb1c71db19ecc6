package io.flashgate.bench.micro;

import io.flashgate.core.Commands;
import io.flashgate.core.MatchingCore;
import io.flashgate.core.order.Decision;
import io.flashgate.core.order.Outcome;
import io.flashgate.core.order.PurchaseRequest;
import org.agrona.BitUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Rounds of purchases that all come to the same outcome, encoded before a round begins. Another outcome fails the round: that
 * is also what happens if the stock or a table ends.
 *
 * <p>There is one core for all rounds, because a core's tables, built anew, would count as allocated by the decisions.
 */
@State(Scope.Thread)
public abstract class DecisionRound {

    /** Purchases in a round: so many that what JMH allocates itself rounds to nothing for each. */
    static final int PURCHASES = 20_000;

    /** Who have bought before the first round, each of whom is remembered. */
    @Param({"1000", "5000000"})
    public int buyers;

    /** Open sales, 1–1,000, in which the buyers take turns. */
    @Param("1")
    public int sales;

    /** Answers and orders that the core has room for: the size of its tables, however full they are. */
    @Param("6000000")
    public int capacity;

    /**
     * Purchases that the core hears of before it decides them one after the other, as the sequencer does with what waits in
     * the ring. 1: none, each decision waits for its own words from memory.
     */
    @Param({"1", "16"})
    public int batch;

    private final Outcome expected;
    private final Commands commands = PreparedCore.commands();
    private final TypicalRequest request = new TypicalRequest();
    private final UnsafeBuffer command = new UnsafeBuffer(new byte[Commands.MAX_PURCHASE_BYTES]);
    private final UnsafeBuffer encoded = new UnsafeBuffer(0, 0);
    private final Decision decision = new Decision();
    private MatchingCore core;
    private int length;
    private int stride;
    private int number;
    private int unexpected;
    private Outcome lastUnexpected;

    DecisionRound(final Outcome expected) {
        this.expected = expected;
    }

    /**
     * The purchase with this number, counted from 0 over all rounds.
     *
     * @param typical to be changed as needed
     */
    abstract PurchaseRequest request(TypicalRequest typical, int purchase);

    /** Which sale it is in: the one that its buyer's number says, unless {@link #request} says otherwise. */
    int saleOf(final int purchase) {
        return buyers + purchase;
    }

    @Setup(Level.Trial)
    public void open() {
        core = new PreparedCore(buyers, sales, capacity, PreparedCore.Observer.NONE).core();
        request.in(PreparedCore.sale(0, sales));
        length = commands.purchase(command, 0, request(request, 0));
        stride = BitUtil.align(length, Long.BYTES);
        encoded.wrap(new byte[stride * PURCHASES]);
    }

    @Setup(Level.Iteration)
    public void encode() {
        for (int i = 0; i < PURCHASES; i++) {
            request.in(PreparedCore.sale(saleOf(number), sales));
            commands.purchase(command, 0, request(request, number++));
            encoded.putBytes(i * stride, command, 0, length);
        }
        unexpected = 0;
    }

    @TearDown(Level.Iteration)
    public void check() {
        if (unexpected > 0) {
            throw new IllegalStateException("expected " + PURCHASES + " times " + expected + ", found " + unexpected
                    + " times something else, at last " + lastUnexpected);
        }
    }

    /** Spreads numbers over those who have bought, so that neighbours in a round are none in a table. */
    final int anEarlierBuyer(final int purchase) {
        return (int) (purchase * 7_368_787L % buyers);
    }

    /** What is measured. Ends with what the caller of a core does too: it looks at the outcome. */
    final MatchingCore decideAll() {
        for (int from = 0; from < PURCHASES; from += batch) {
            final int to = Math.min(from + batch, PURCHASES);
            if (batch > 1) {
                for (int i = from; i < to; i++) {
                    core.expect(encoded, i * stride, length);
                }
            }
            decide(from, to);
        }
        return core;
    }

    private void decide(final int from, final int to) {
        final MatchingCore now = core;
        for (int i = from; i < to; i++) {
            now.onCommand(now.nextSequence(), PreparedCore.NOON, encoded, i * stride, length, decision);
            if (decision.outcome() != expected) {
                unexpected++;
                lastUnexpected = decision.outcome();
            }
        }
    }
}
