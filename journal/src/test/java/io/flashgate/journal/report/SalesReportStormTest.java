package io.flashgate.journal.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flashgate.core.Act;
import io.flashgate.core.Answer;
import io.flashgate.core.Rush;
import io.flashgate.core.Till;
import io.flashgate.core.Wish;
import io.flashgate.core.order.OrderStatus;
import io.flashgate.core.order.Outcome;
import io.flashgate.core.sale.Sale;
import io.flashgate.core.sale.SaleDefinition;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Rushes over a core. What its journal is reported to say is compared with the core's own state, and with what everybody was told,
 * added up with plain sets of names.
 */
@DisplayName("The report of any rush is what the core and the buyers know")
class SalesReportStormTest {

    private static final int SEEDS = 150;

    /** What was told of one sale. */
    private static final class Told {
        private final SaleDefinition definition;
        private final Map<Long, Wish> wishes = new HashMap<>();
        private final Map<Long, Answer.AnsweredOrder> orders = new TreeMap<>();
        private final Set<String> asked = new HashSet<>();
        private final Set<String> returning = new HashSet<>();
        private final Map<String, Set<String>> askedFrom = new TreeMap<>();
        private final Map<Outcome, Long> refused = new HashMap<>();
        private long decided;
        private long extended;
        private long cancelledByBuyer;

        private Told(final SaleDefinition definition) {
            this.definition = definition;
        }
    }

    private final Map<String, Told> told = new HashMap<>();
    private final Set<String> seen = new HashSet<>();
    private long orders;
    private long confirmed;
    private long returned;

    @Test
    void everyRush() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            told.clear();
            seen.clear();
            blow(seed);
        }
        assertTrue(orders > SEEDS && confirmed > SEEDS && returned > 50, orders + " " + confirmed + " " + returned);
    }

    private void blow(final long seed) {
        final Rush rush = Rush.of(seed);
        final Till till = Till.founded(Records.LIMITS, Rush.BEGINS_NANOS - 1_000, seed, ~seed);
        for (final Act act : rush.acts()) {
            note(act, act.askOf(till));
        }
        final SalesReports reports = Records.reports(till.commands());
        assertEquals(till.core().sequence(), reports.sequence());
        assertEquals(till.core().sales().size(), reports.all().size());
        for (int i = 0; i < till.core().sales().size(); i++) {
            final Sale sale = till.core().sales().get(i);
            final SaleReport report = reports.find(sale.definition().saleId());
            final String which = "seed " + seed + " sale " + report.definition().saleId() + " ";
            isLikeTheCore(sale, report, which);
            isAsTold(told.get(report.definition().saleId()), report, which);
            if (seed % 5 == 0) {
                canBeWritten(report, which);
            }
        }
    }

    /** Whatever is in it or not: no order, no request, not open yet. */
    private static void canBeWritten(final SaleReport report, final String which) {
        for (final ReportFormat format : ReportFormat.values()) {
            assertTrue(format.write(report).length > 1_000, which + format);
        }
    }

    private static void isLikeTheCore(final Sale sale, final SaleReport report, final String which) {
        assertEquals(sale.definition(), report.definition(), which);
        assertEquals(sale.phase(), report.phase(), which);
        assertEquals(sale.isSealed(), !report.isProvisional(), which);
        assertEquals(sale.orders(), report.taken().overTime().total(PaceTally.ORDERS), which + "orders");
        for (int item = 0; item < report.items().size(); item++) {
            assertEquals(sale.stock(item).sold(), report.items().get(item).sold(), which + "sold");
            assertEquals(sale.stock(item).held(), report.items().get(item).held(), which + "held");
            assertEquals(sale.stock(item).available(), report.items().get(item).available(), which + "available");
        }
        for (int goal = 0; goal < report.goals().size(); goal++) {
            assertEquals(sale.goalReachedBy(goal), report.goals().get(goal).orderNumber(), which + "goal");
        }
        final Map<Outcome, Long> refusals = new HashMap<>();
        report.refusals().forEach(refusal -> {
            refusals.put(refusal.reason(), refusal.requests());
            assertEquals(refusal.requests(), refusal.overTime().total(0), which + "over time");
        });
        for (final Outcome reason : Outcome.values()) {
            if (!reason.isSequenced() && reason != Outcome.REPEATED) {
                assertEquals(sale.refusals(reason), refusals.getOrDefault(reason, 0L), which + reason);
            }
        }
        assertEquals(sale.refusals(Outcome.REPEATED), report.requests().repeated(), which + "repeats");
    }

    private void isAsTold(final Told sale, final SaleReport report, final String which) {
        final Set<String> bought = new HashSet<>();
        final Set<String> boughtReturning = new HashSet<>();
        final Map<String, long[]> groups = new TreeMap<>();
        final Map<String, Set<String>> boughtFrom = new TreeMap<>();
        long units = 0;
        long value = 0;
        long count = 0;
        long open = 0;
        for (final Map.Entry<Long, Answer.AnsweredOrder> each : sale.orders.entrySet()) {
            final Answer.AnsweredOrder order = each.getValue();
            open += order.status() == OrderStatus.HELD ? 1 : 0;
            if (order.status() != OrderStatus.CONFIRMED) {
                continue;
            }
            final Wish wish = sale.wishes.get(each.getKey());
            final long[] group = groups.computeIfAbsent(wish.group(), name -> new long[3]);
            count++;
            group[0]++;
            for (final Answer.Part part : order.parts()) {
                units += part.quantity();
                value += part.quantity() * part.price();
                group[1] += part.quantity();
                group[2] += part.quantity() * part.price();
            }
            bought.add(wish.buyer());
            boughtFrom.computeIfAbsent(wish.group(), name -> new HashSet<>()).add(wish.buyer());
            if (sale.returning.contains(wish.buyer())) {
                boughtReturning.add(wish.buyer());
            }
        }
        assertEquals(new SaleReport.Totals(count, units, BigInteger.valueOf(value)), report.totals(), which);
        assertEquals(
                new SaleReport.Buyers(sale.asked.size(), bought.size(), sale.returning.size(), boughtReturning.size()),
                report.buyers(),
                which);
        assertEquals(sale.decided, report.requests().decided(), which);
        for (final SaleReport.Group group : report.groups()) {
            final long[] sold = groups.getOrDefault(group.name(), new long[3]);
            assertEquals(
                    List.of(
                            (long) sale.askedFrom
                                    .getOrDefault(group.name(), Set.of())
                                    .size(),
                            (long) boughtFrom
                                    .getOrDefault(group.name(), Set.of())
                                    .size(),
                            sold[0],
                            sold[1],
                            BigInteger.valueOf(sold[2])),
                    List.of(group.asked(), group.bought(), group.orders(), group.units(), group.revenue()),
                    which + group.name());
        }
        if (report.holds() != null) {
            assertEquals(open, report.holds().open(), which + "open");
            assertEquals(sale.extended, report.holds().extended(), which + "extended");
            assertEquals(sale.cancelledByBuyer, report.holds().cancelledByBuyer(), which + "cancelled by buyer");
            assertEquals(
                    report.holds().taken(),
                    report.holds().open()
                            + report.holds().confirmed()
                            + report.holds().expired()
                            + report.holds().cancelledByBuyer()
                            + report.holds().cancelledByMerchant(),
                    which + "ends");
        }
        for (final SaleReport.Refusal refusal : report.refusals()) {
            if (refusal.reason().isSequenced()) {
                assertEquals(
                        sale.refused.getOrDefault(refusal.reason(), 0L), refusal.requests(), which + refusal.reason());
            }
        }
        orders += sale.orders.size();
        confirmed += count;
        returned += boughtReturning.size();
    }

    private void note(final Act act, final Answer answer) {
        if (!answer.isSequenced()) {
            return;
        }
        if (act instanceof Act.Define define) {
            told.put(define.definition().saleId(), new Told(define.definition()));
        } else if (act instanceof Act.Buy buy) {
            final Told sale = told.get(buy.wish().saleId());
            noteBuyer(sale, buy.wish());
            if (answer.order() == null) {
                sale.refused.merge(answer.outcome(), 1L, Long::sum);
            } else {
                sale.wishes.put(answer.orderNumber(), buy.wish());
                sale.orders.put(answer.orderNumber(), answer.order());
            }
        } else if (act instanceof Act.Confirm confirm) {
            told.get(confirm.saleId()).orders.put(answer.orderNumber(), answer.order());
        } else if (act instanceof Act.Expire expire) {
            told.get(expire.saleId()).orders.put(answer.orderNumber(), answer.order());
        } else if (act instanceof Act.Extend extend) {
            told.get(extend.saleId()).extended++;
        } else if (act instanceof Act.Cancel cancel) {
            told.get(cancel.saleId()).orders.put(answer.orderNumber(), answer.order());
            told.get(cancel.saleId()).cancelledByBuyer += cancel.buyer() == null ? 0 : 1;
        }
    }

    private void noteBuyer(final Told sale, final Wish wish) {
        sale.decided++;
        if (sale.asked.add(wish.buyer())) {
            if (seen.contains(wish.buyer())) {
                sale.returning.add(wish.buyer());
            }
            if (!sale.definition.rehearsal()) {
                seen.add(wish.buyer());
            }
        }
        sale.askedFrom.computeIfAbsent(wish.group(), name -> new HashSet<>()).add(wish.buyer());
    }
}
