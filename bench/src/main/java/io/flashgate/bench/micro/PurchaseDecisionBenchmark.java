package io.flashgate.bench.micro;

import io.flashgate.core.MatchingCore;
import io.flashgate.core.order.Outcome;
import io.flashgate.core.order.PurchaseRequest;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What one decision costs the core's thread, by its outcome: no ring, no disk, no socket.
 *
 * <p>The command is encoded already; to read it is part of the decision. "Shots" are rounds of many purchases, and the score
 * is per purchase. Run with {@code PurchaseDecision -prof gc}: gc.alloc.rate.norm should round to 0 B/op.
 *
 * <p>{@code batch=1} decides one at a time, and each decision waits for its own words from memory; {@code batch=16} tells the
 * core of 16 commands before it decides them, as the sequencer does with what waits in the ring.
 *
 * <p>How the cost grows: {@code PurchaseDecision.*accepted -p buyers=1000,100000,5000000 -p sales=1,500}. The tables are as large
 * for few buyers as for many, as they are in a gateway.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(DecisionRound.PURCHASES)
@Warmup(iterations = 15)
@Measurement(iterations = 25)
@Fork(
        value = 1,
        // A round is short: it waits for the compiler rather than be measured while it is still interpreted.
        jvmArgsAppend = {"-Xbatch", "-Xmx5g"})
public class PurchaseDecisionBenchmark {

    /** Somebody new buys a pair: an answer, an order and a buyer's count are kept. */
    @Benchmark
    public MatchingCore accepted(final Accepted round) {
        return round.decideAll();
    }

    /** A buyer asks again with the same key and hears the first answer. */
    @Benchmark
    public MatchingCore repeated(final Repeated round) {
        return round.decideAll();
    }

    /** The item is gone; the answer is kept. */
    @Benchmark
    public MatchingCore soldOut(final SoldOut round) {
        return round.decideAll();
    }

    /** Two are wanted, one is left; the answer is kept. */
    @Benchmark
    public MatchingCore insufficientStock(final InsufficientStock round) {
        return round.decideAll();
    }

    /** A buyer who has a pair wants two more; the answer is kept. */
    @Benchmark
    public MatchingCore buyerLimit(final BuyerLimit round) {
        return round.decideAll();
    }

    /** The sale's last unit is gone; nothing is kept. */
    @Benchmark
    public MatchingCore saleSoldOut(final SaleSoldOut round) {
        return round.decideAll();
    }

    /** The sale's time is over; nothing is kept. */
    @Benchmark
    public MatchingCore saleClosed(final SaleClosed round) {
        return round.decideAll();
    }

    /** The sale's time has not come; nothing is kept. */
    @Benchmark
    public MatchingCore notOpenYet(final NotOpenYet round) {
        return round.decideAll();
    }

    public static class Accepted extends DecisionRound {

        public Accepted() {
            super(Outcome.ACCEPTED);
        }

        @Override
        PurchaseRequest request(final TypicalRequest typical, final int purchase) {
            return typical.of(buyers + purchase, buyers + purchase);
        }
    }

    public static class Repeated extends DecisionRound {

        public Repeated() {
            super(Outcome.REPEATED);
        }

        @Override
        int saleOf(final int purchase) {
            return anEarlierBuyer(purchase);
        }

        @Override
        PurchaseRequest request(final TypicalRequest typical, final int purchase) {
            final int earlier = anEarlierBuyer(purchase);
            return typical.of(earlier, earlier);
        }
    }

    public static class SoldOut extends DecisionRound {

        public SoldOut() {
            super(Outcome.SOLD_OUT);
        }

        @Override
        PurchaseRequest request(final TypicalRequest typical, final int purchase) {
            return typical.item(PreparedCore.SOCKS).of(buyers + purchase, buyers + purchase);
        }
    }

    public static class InsufficientStock extends DecisionRound {

        public InsufficientStock() {
            super(Outcome.INSUFFICIENT_STOCK);
        }

        @Override
        PurchaseRequest request(final TypicalRequest typical, final int purchase) {
            return typical.item(PreparedCore.CAP)
                    .of(buyers + purchase, buyers + purchase)
                    .quantity(2);
        }
    }

    public static class BuyerLimit extends DecisionRound {

        public BuyerLimit() {
            super(Outcome.BUYER_LIMIT);
        }

        @Override
        int saleOf(final int purchase) {
            return anEarlierBuyer(purchase);
        }

        @Override
        PurchaseRequest request(final TypicalRequest typical, final int purchase) {
            return typical.of(anEarlierBuyer(purchase), buyers + purchase).quantity(2);
        }
    }

    public static class SaleSoldOut extends DecisionRound {

        public SaleSoldOut() {
            super(Outcome.SALE_SOLD_OUT);
        }

        @Override
        PurchaseRequest request(final TypicalRequest typical, final int purchase) {
            return typical.in(PreparedCore.SOLD_OUT_SALE).of(buyers + purchase, buyers + purchase);
        }
    }

    public static class SaleClosed extends DecisionRound {

        public SaleClosed() {
            super(Outcome.SALE_CLOSED);
        }

        @Override
        PurchaseRequest request(final TypicalRequest typical, final int purchase) {
            return typical.in(PreparedCore.CLOSED_SALE).of(buyers + purchase, buyers + purchase);
        }
    }

    public static class NotOpenYet extends DecisionRound {

        public NotOpenYet() {
            super(Outcome.NOT_OPEN_YET);
        }

        @Override
        PurchaseRequest request(final TypicalRequest typical, final int purchase) {
            return typical.in(PreparedCore.LATER_SALE).of(buyers + purchase, buyers + purchase);
        }
    }
}
