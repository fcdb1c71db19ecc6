package io.flashgate.gateway.telemetry;

import io.flashgate.core.sale.Phase;
import io.flashgate.gateway.live.SaleBoard;
import io.flashgate.gateway.live.SaleView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * A line for each sale that opens, is held out, is sold out, closes or is sealed, as the board durably has it. It looks at the
 * board now and then, so that no stage of the pipeline ever waits for a log; what a sale goes through between two looks is said
 * as one step, and a sale that is held out and open in turns is said to be so every ten seconds at most. One thread.
 */
final class SaleLog {

    private static final Logger LOG = LoggerFactory.getLogger(SaleLog.class);

    private final SaleBoard board;
    private final List<Seen> seen = new ArrayList<>();

    /** By sale: when it was last said to be held out or open again, {@link System#nanoTime()}; only of those that were. */
    private final Map<Integer, Long> toAndFroNanos = new HashMap<>();

    private record Seen(Phase phase, boolean isSealed) {

        static final Seen NEW = new Seen(Phase.SCHEDULED, false);

        static Seen of(final SaleView sale) {
            final Phase phase = sale.phase();
            return new Seen(phase, sale.isSealed(phase));
        }

        /** Every hold that ends and every order after it turns a sale to and fro. */
        boolean isToAndFro(final Seen next) {
            return phase == Phase.HELD_OUT && next.phase == Phase.OPEN
                    || phase == Phase.OPEN && next.phase == Phase.HELD_OUT;
        }
    }

    /** What the board shows by now is known: it is what was recovered. */
    SaleLog(final SaleBoard board) {
        this.board = board;
        board.sales().forEach(sale -> seen.add(Seen.of(sale)));
    }

    /**
     * Says what has changed since the last look.
     *
     * @param nowNanos by {@link System#nanoTime()}
     */
    void look(final long nowNanos) {
        final List<SaleView> sales = board.sales();
        for (int i = 0; i < sales.size(); i++) {
            if (i == seen.size()) {
                seen.add(Seen.NEW);
            }
            final Seen now = Seen.of(sales.get(i));
            if (!now.equals(seen.get(i)) && !isTooSoon(i, now, nowNanos)) {
                say(sales.get(i), seen.get(i), now);
                seen.set(i, now);
            }
        }
    }

    /** What is put off is said later, if it is still so then. */
    private boolean isTooSoon(final int index, final Seen now, final long nowNanos) {
        if (!seen.get(index).isToAndFro(now)) {
            return false;
        }
        final Long last = toAndFroNanos.get(index);
        if (last != null && nowNanos - last < Repeats.INTERVAL_NANOS) {
            return true;
        }
        toAndFroNanos.put(index, nowNanos);
        return false;
    }

    private static void say(final SaleView sale, final Seen before, final Seen now) {
        LoggingEventBuilder line = LOG.atInfo()
                .addKeyValue("sale", sale.definition().saleId())
                .addKeyValue("from", before.phase())
                .addKeyValue("to", now.phase());
        if (now.phase() != Phase.SCHEDULED) {
            line = line.addKeyValue("orders", sale.orders());
            long available = 0;
            long held = 0;
            long sold = 0;
            for (int item = 0; item < sale.definition().items().size(); item++) {
                final SaleView.Units units = sale.units(item);
                available += units.available();
                held += units.held();
                sold += units.sold();
            }
            line = line.addKeyValue("available", available)
                    .addKeyValue("held", held)
                    .addKeyValue("sold", sold);
        }
        line.addKeyValue("sequence", sale.changedAtSequence()).log(words(before, now));
    }

    private static String words(final Seen before, final Seen now) {
        if (before.phase() == now.phase()) {
            return "sale is sealed: nothing of it changes any more";
        }
        final String sealed = now.isSealed() ? ", and sealed" : "";
        switch (now.phase()) {
            case OPEN:
                return before.phase() == Phase.HELD_OUT ? "sale has units again" : "sale is open";
            case HELD_OUT:
                return "sale is held out: every unit is sold or waits for its payment";
            case SOLD_OUT:
                return "sale is sold out" + sealed;
            case CLOSED:
                return "sale is closed" + sealed;
            default:
                return "sale is scheduled";
        }
    }
}
