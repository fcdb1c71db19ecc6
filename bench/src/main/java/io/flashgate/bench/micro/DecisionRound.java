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
    @Param({"1000", "1000000"})
    public int buyers;

    /** Answers and orders that the core has room for: the size of its tables, however full they are. */
    @Param("2000000")
    public int capacity;

    private final Outcome expected;
    private final Commands commands = PreparedCore.commands();
    private final TypicalRequest request = new TypicalRequest();
    private final UnsafeBuffer command = new UnsafeBuffer(new byte[Commands.MAX_PURCHASE_BYTES]);
    private final UnsafeBuffer batch = new UnsafeBuffer(0, 0);
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

    @Setup(Level.Trial)
    public void open() {
        core = new PreparedCore(buyers, capacity, PreparedCore.Observer.NONE).core();
        length = commands.purchase(command, 0, request(request, 0));
        stride = BitUtil.align(length, Long.BYTES);
        batch.wrap(new byte[stride * PURCHASES]);
    }

    @Setup(Level.Iteration)
    public void encode() {
        for (int i = 0; i < PURCHASES; i++) {
            commands.purchase(command, 0, request(request, number++));
            batch.putBytes(i * stride, command, 0, length);
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
        final MatchingCore now = core;
        for (int i = 0; i < PURCHASES; i++) {
            now.onCommand(now.nextSequence(), PreparedCore.NOON, batch, i * stride, length, decision);
            if (decision.outcome() != expected) {
                unexpected++;
                lastUnexpected = decision.outcome();
            }
        }
        return now;
    }
}
