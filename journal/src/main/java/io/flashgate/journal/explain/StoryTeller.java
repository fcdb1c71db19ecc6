package io.flashgate.journal.explain;

import io.flashgate.core.CommandView;
import io.flashgate.core.order.OrderStatus;
import io.flashgate.core.order.Outcome;
import io.flashgate.core.order.PurchaseView;
import io.flashgate.core.protocol.CountGateRefusalsDecoder;
import io.flashgate.core.sale.Stock;
import io.flashgate.journal.JournalRecords;
import io.flashgate.journal.sale.FollowedSale;
import io.flashgate.journal.sale.FollowedSales;
import io.flashgate.journal.sale.OrderChange;
import io.flashgate.journal.sale.OrderName;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Goes through a journal from its first record on and keeps what is one buyer's. */
final class StoryTeller {

    /** What the buyer has in one sale. */
    private static final class Had {
        private final long[] units;
        private long allUnits;
        private long holds;

        Had(final int items) {
            units = new long[items];
        }
    }

    private final String buyer;
    private final byte[] buyerId;
    private final byte[] saleId;
    private final FollowedSales sales = new FollowedSales();
    private final Map<OrderName, OrderChange> orders = new HashMap<>();
    private final Map<String, Had> had = new LinkedHashMap<>();
    private final Map<String, Map<Outcome, Long>> refusals = new HashMap<>();
    private final List<Episode> episodes = new ArrayList<>();

    StoryTeller(final Subject subject) {
        buyer = subject.buyerId();
        buyerId = subject.buyerId().getBytes(StandardCharsets.UTF_8);
        saleId = subject.saleId() == null ? null : subject.saleId().getBytes(StandardCharsets.UTF_8);
    }

    void onRecord(final JournalRecords record, final CommandView command) {
        if (!command.namesSale() || saleId != null && !command.isOfSale(saleId)) {
            return;
        }
        if (command.isPurchase() && isOurs(command)) {
            onRequest(record, command);
            return;
        }
        if (command.isAboutOrder() && !orders.isEmpty()) {
            final OrderName name = new OrderName(command.saleId(), record.orderNumber());
            final OrderChange before = orders.get(name);
            if (before != null) {
                onChange(record, command, name, before);
                return;
            }
        }
        sales.follow(record, command);
        if (record.outcome() == Outcome.REFUSALS_COUNTED) {
            countRefusals(command);
        }
    }

    List<Episode> episodes() {
        return episodes;
    }

    /** Those in which the buyer asked for something. */
    List<SaleFacts> sales() {
        return sales.all().stream()
                .filter(sale -> had.containsKey(sale.definition().saleId()))
                .map(sale -> new SaleFacts(
                        sale, refusals.getOrDefault(sale.definition().saleId(), Map.of())))
                .toList();
    }

    private boolean isOurs(final CommandView command) {
        final PurchaseView purchase = command.purchase();
        return command.isText(purchase.buyerIdOffset(), purchase.buyerIdLength(), buyerId);
    }

    private void onRequest(final JournalRecords record, final CommandView command) {
        final PurchaseView purchase = command.purchase();
        final FollowedSale sale = sales.find(command.saleId());
        final Had has = had.computeIfAbsent(
                command.saleId(), id -> new Had(sale.definition().items().size()));
        // Before the record takes anything.
        final List<Episode.Line> lines = new ArrayList<>();
        for (int line = 0; line < purchase.lineCount(); line++) {
            final int item = sale.findItem(purchase.command(), purchase.skuOffset(line), purchase.skuLength(line));
            final Stock stock = sale.stock(item);
            lines.add(new Episode.Line(
                    stock.item().sku(),
                    purchase.quantity(line),
                    sale.decided(item) + 1,
                    stock.available(),
                    stock.held()));
        }
        final Episode.Request request = new Episode.Request(
                command.text(purchase.keyOffset(), purchase.keyLength()),
                command.text(purchase.groupOffset(), purchase.groupLength()),
                lines,
                sale.decided() + 1);
        final Episode.Refusal refusal = record.outcome().isOrder() ? null : refusal(record, sale, has, lines);

        sales.follow(record, command);
        OrderChange order = null;
        if (record.outcome().isOrder()) {
            order = OrderChange.of(record, sale, buyer, request.group(), null);
            orders.put(new OrderName(command.saleId(), order.number()), order);
            count(order, sale, has, 1);
            has.holds += record.outcome() == Outcome.HELD ? 1 : 0;
        }
        add(record, command, request, order, false, refusal);
    }

    /** Which line it is about, and which limit: asked in the order in which the core asks. */
    private static Episode.Refusal refusal(
            final JournalRecords record, final FollowedSale sale, final Had has, final List<Episode.Line> lines) {
        switch (record.outcome()) {
            case SOLD_OUT:
            case INSUFFICIENT_STOCK:
                return refusedStock(sale, lines);
            case BUYER_LIMIT:
                return refusedLimit(sale, has, lines);
            case HOLD_ATTEMPTS:
                return new Episode.Refusal(-1, record.units(), has.holds, 0, 0);
            default:
                throw new IllegalStateException("no refusal of a purchase: " + record.outcome());
        }
    }

    private static Episode.Refusal refusedStock(final FollowedSale sale, final List<Episode.Line> lines) {
        int line = 0;
        while (lines.get(line).available() >= lines.get(line).quantity()) {
            line++;
        }
        final int item = sale.findItem(lines.get(line).sku());
        final boolean isGone = lines.get(line).available() == 0;
        return new Episode.Refusal(
                line, 0, 0, isGone ? sale.lastUnitSequence(item) : 0, isGone ? sale.lastUnitAtNanos(item) : 0);
    }

    private static Episode.Refusal refusedLimit(
            final FollowedSale sale, final Had has, final List<Episode.Line> lines) {
        for (int line = 0; line < lines.size(); line++) {
            final int item = sale.findItem(lines.get(line).sku());
            final int limit = sale.stock(item).buyerLimit();
            if (limit > 0 && has.units[item] + lines.get(line).quantity() > limit) {
                return new Episode.Refusal(line, limit, has.units[item], 0, 0);
            }
        }
        return new Episode.Refusal(-1, sale.definition().buyerLimit(), has.allUnits, 0, 0);
    }

    private void onChange(
            final JournalRecords record, final CommandView command, final OrderName name, final OrderChange before) {
        sales.follow(record, command);
        final FollowedSale sale = sales.find(name.saleId());
        final OrderChange order = OrderChange.of(record, sale, before.buyerId(), before.group(), before.traceparent());
        orders.put(name, order);
        if (order.status() == OrderStatus.CANCELLED || order.status() == OrderStatus.EXPIRED) {
            count(order, sale, had.get(name.saleId()), -1);
        }
        add(record, command, null, order, record.outcome() == Outcome.ORDER_CANCELLED && command.isByBuyer(), null);
    }

    private static void count(final OrderChange order, final FollowedSale sale, final Had has, final int sign) {
        for (final OrderChange.Part part : order.parts()) {
            has.units[sale.findItem(part.sku())] += sign * part.quantity();
            has.allUnits += sign * part.quantity();
        }
    }

    private void add(
            final JournalRecords record,
            final CommandView command,
            final Episode.Request request,
            final OrderChange order,
            final boolean isByBuyer,
            final Episode.Refusal refusal) {
        episodes.add(new Episode(
                record.sequence(),
                record.timestampNanos(),
                command.saleId(),
                request,
                record.outcome(),
                order,
                isByBuyer,
                refusal));
    }

    private void countRefusals(final CommandView command) {
        final Map<Outcome, Long> counted =
                refusals.computeIfAbsent(command.saleId(), id -> new EnumMap<>(Outcome.class));
        for (final CountGateRefusalsDecoder.CountsDecoder count :
                command.refusals().counts()) {
            final Outcome reason = Outcome.findByCode(count.outcome());
            if (reason != null) {
                counted.merge(reason, count.requests(), Long::sum);
            }
        }
    }
}
