package io.flashgate.gateway.admission;

import io.flashgate.core.Commands;
import io.flashgate.core.order.Outcome;
import io.flashgate.core.order.PurchaseRequest;
import io.flashgate.core.sale.Phase;
import io.flashgate.gateway.live.SaleBoard;
import io.flashgate.gateway.live.SaleView;
import io.flashgate.gateway.telemetry.Telemetry;
import org.agrona.concurrent.EpochNanoClock;

/**
 * Refuses what cannot succeed without troubling the ring. Any event loop may ask.
 *
 * <p>A sale that is over never sells again, so its refusals need no sequence; but a retry of a request that was sequenced
 * must hear its first answer, so whoever may have one goes to the ring. Before the sale opens nobody has one.
 */
public final class Gate {

    private final SaleBoard board;
    private final EpochNanoClock clock;
    private final Telemetry telemetry;

    /**
     * @param clock the same one that the sequencer stamps with
     */
    public Gate(final SaleBoard board, final EpochNanoClock clock, final Telemetry telemetry) {
        this.board = board;
        this.clock = clock;
        this.telemetry = telemetry;
    }

    /**
     * The refusal that the core would give, counted; or null: to the ring.
     *
     * @param commands of the event loop that asks: names the request, if it must be named
     */
    public Outcome refuse(final SaleView sale, final PurchaseRequest request, final Commands commands) {
        final Phase phase = sale.phase();
        if (phase == Phase.OPEN) {
            return null;
        }
        if (phase == Phase.SCHEDULED) {
            return clock.nanoTime() < sale.definition().opensAtNanos() ? count(sale, Outcome.NOT_OPEN_YET) : null;
        }
        if (!phase.isOver() || board.mayHaveAnswered(sale, commands.requestId0(request))) {
            return null;
        }
        return count(sale, phase == Phase.SOLD_OUT ? Outcome.SALE_SOLD_OUT : Outcome.SALE_CLOSED);
    }

    private Outcome count(final SaleView sale, final Outcome refusal) {
        sale.countUnsequenced(refusal);
        telemetry.refusedAtGate(refusal);
        return refusal;
    }
}
