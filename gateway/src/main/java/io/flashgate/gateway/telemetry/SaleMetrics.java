package io.flashgate.gateway.telemetry;

import io.flashgate.core.sale.Phase;
import io.flashgate.gateway.live.SaleBoard;
import io.flashgate.gateway.live.SaleView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.agrona.concurrent.EpochNanoClock;

/**
 * Sales on the metrics page: how many there are in each phase, and for those that matter now their phase, times and stock.
 *
 * <p>A gateway may hold thousands of sales, so a sale has series of its own from a day before it opens until an hour after its
 * {@code closesAt}, longer only while something of it is still held; and of no more sales than have {@value #MOST_ITEMS} items
 * together: those that are not over first, and of them those that open first.
 */
final class SaleMetrics {

    static final int MOST_ITEMS = 1_000;

    private static final long BEFORE_NANOS = Duration.ofDays(1).toNanos();
    private static final long AFTER_NANOS = Duration.ofHours(1).toNanos();
    private static final double NANOS_PER_SECOND = 1e9;

    private static final String WHICH = " Of sales from a day before opensAt until an hour after closesAt (and nothing"
            + " held), with " + MOST_ITEMS + " items at most.";

    private final SaleBoard board;
    private final EpochNanoClock clock;

    SaleMetrics(final SaleBoard board, final EpochNanoClock clock) {
        this.board = board;
        this.clock = clock;
    }

    void register(final MetricsPage page) {
        page.gauge("flashgate_sales", "Sales by their phase, all of them.", this::phases, "phase");
        page.gauge("flashgate_sales_shown", "Sales that have series of their own." + WHICH, () -> shown().size());
        page.gauge(
                "flashgate_sale_phase",
                "1 for the phase that the sale is in, 0 for the others." + WHICH,
                samples -> {
                    for (final SaleView sale : shown()) {
                        final Phase now = sale.phase();
                        for (final Phase phase : Phase.values()) {
                            samples.add(phase == now ? 1 : 0, sale.definition().saleId(), phase.name());
                        }
                    }
                },
                "sale",
                "phase");
        page.gauge(
                "flashgate_sale_units",
                "Units of an item by where they are: available, held, sold." + WHICH,
                this::units,
                "sale",
                "sku",
                "state");
        ofEach(page, "flashgate_sale_orders", "Orders, whatever became of them.", SaleView::orders);
        ofEach(
                page,
                "flashgate_sale_opens_timestamp_seconds",
                "opensAt, since the epoch.",
                sale -> sale.definition().opensAtNanos() / NANOS_PER_SECOND);
        ofEach(
                page,
                "flashgate_sale_closes_timestamp_seconds",
                "closesAt, since the epoch.",
                sale -> sale.definition().closesAtNanos() / NANOS_PER_SECOND);
    }

    /** Those with series of their own, those that are not over first. */
    List<SaleView> shown() {
        final long now = clock.nanoTime();
        final List<SaleView> shown = new ArrayList<>();
        int items = 0;
        for (final SaleView sale : board.sales()) {
            if (isOfInterest(sale, now)) {
                shown.add(sale);
                items += sale.definition().items().size();
            }
        }
        if (items > MOST_ITEMS) {
            shown.sort(Comparator.comparing((SaleView sale) -> sale.phase().isOver())
                    .thenComparing(sale -> sale.definition().opensAtNanos()));
            while (items > MOST_ITEMS) {
                items -= shown.remove(shown.size() - 1).definition().items().size();
            }
        }
        return shown;
    }

    private static boolean isOfInterest(final SaleView sale, final long now) {
        final Phase phase = sale.phase();
        // Differences, as sums may be beyond the end of time.
        return phase.isOver()
                ? !sale.isSealed(phase) || now - sale.definition().closesAtNanos() < AFTER_NANOS
                : sale.definition().opensAtNanos() - now < BEFORE_NANOS;
    }

    private void phases(final MetricsPage.Samples samples) {
        final int[] counts = new int[Phase.values().length];
        for (final SaleView sale : board.sales()) {
            counts[sale.phase().ordinal()]++;
        }
        for (final Phase phase : Phase.values()) {
            samples.add(counts[phase.ordinal()], phase.name());
        }
    }

    private void units(final MetricsPage.Samples samples) {
        for (final SaleView sale : shown()) {
            final String id = sale.definition().saleId();
            for (int item = 0; item < sale.definition().items().size(); item++) {
                final String sku = sale.definition().items().get(item).sku();
                final SaleView.Units units = sale.units(item);
                samples.add(units.available(), id, sku, "available");
                samples.add(units.held(), id, sku, "held");
                samples.add(units.sold(), id, sku, "sold");
            }
        }
    }

    private void ofEach(
            final MetricsPage page, final String name, final String help, final ToDoubleFunction<SaleView> value) {
        page.gauge(
                name,
                help + WHICH,
                samples -> shown().forEach(sale ->
                        samples.add(value.applyAsDouble(sale), sale.definition().saleId())),
                "sale");
    }
}
