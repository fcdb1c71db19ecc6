package io.flashgate.journal.tool;

import io.flashgate.core.MatchingCore;
import io.flashgate.core.order.OrderStatus;
import io.flashgate.core.order.Outcome;
import io.flashgate.core.sale.Sale;
import io.flashgate.core.sale.SaleDefinition.StageGoal;
import io.flashgate.core.sale.Stock;
import io.flashgate.journal.Stamp;
import io.flashgate.journal.replay.StateThen;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A state for people. */
final class StateText {

    private final PrintWriter out;

    StateText(final PrintWriter out) {
        this.out = out;
    }

    void print(final StateThen state) {
        final MatchingCore core = state.core();
        out.println("state behind sequence=" + core.sequence() + " time=" + Stamp.format(core.timestampNanos())
                + " digest=" + String.format("%016x", core.digest()));
        out.println("replayed records=" + state.records() + " answers=" + core.answerCount() + " orders="
                + core.orderCount() + " holds=" + core.holdCount());
        for (int i = 0; i < core.sales().size(); i++) {
            print(core.sales().get(i), state);
        }
    }

    private void print(final Sale sale, final StateThen state) {
        out.println();
        out.println("sale " + sale.definition().saleId() + " " + sale.phase() + (sale.isSealed() ? ", sealed" : "")
                + (sale.definition().rehearsal() ? ", a rehearsal" : "") + ", "
                + Stamp.format(sale.opensAtNanos()) + " to "
                + Stamp.format(sale.definition().closesAtNanos()));
        out.println("  orders " + sale.orders() + ": "
                + Arrays.stream(OrderStatus.values())
                        .map(status -> state.orders(sale.index(), status) + " " + status)
                        .collect(Collectors.joining(", ")));
        for (int item = 0; item < sale.definition().items().size(); item++) {
            final Stock stock = sale.stock(item);
            out.println("  " + stock.item().sku() + " stock=" + stock.item().stock() + " available=" + stock.available()
                    + " held=" + stock.held() + " sold=" + stock.sold());
        }
        final List<StageGoal> goals = sale.definition().stageGoals();
        for (int goal = 0; goal < goals.size(); goal++) {
            out.println("  goal " + goals.get(goal).units() + " \""
                    + goals.get(goal).reward() + "\" "
                    + (goal < sale.goalsReached()
                            ? "reached by " + sale.definition().saleId() + '-' + sale.goalReachedBy(goal)
                            : "not reached"));
        }
        final String unsequenced = Arrays.stream(Outcome.values())
                .filter(reason -> sale.refusals(reason) > 0)
                .map(reason -> sale.refusals(reason) + " " + reason)
                .collect(Collectors.joining(", "));
        if (!unsequenced.isEmpty()) {
            out.println("  answered without being sequenced: " + unsequenced);
        }
    }
}
