package io.flashgate.journal.report;

import static io.flashgate.core.Shop.ALICE;
import static io.flashgate.core.Shop.BOB;
import static io.flashgate.core.Shop.CAROL;
import static io.flashgate.core.Shop.HOUR;
import static io.flashgate.core.Shop.NOON;
import static io.flashgate.core.Shop.SECOND;
import static io.flashgate.core.Shop.SNEAKERS;
import static io.flashgate.core.Shop.SOCKS;
import static io.flashgate.core.order.Outcome.ACCEPTED;
import static io.flashgate.core.order.Outcome.BUYER_LIMIT;
import static io.flashgate.core.order.Outcome.HELD;
import static io.flashgate.core.order.Outcome.HOLD_ATTEMPTS;
import static io.flashgate.core.order.Outcome.INSUFFICIENT_STOCK;
import static io.flashgate.core.order.Outcome.NOT_OPEN_YET;
import static io.flashgate.core.order.Outcome.REPEATED;
import static io.flashgate.core.order.Outcome.SALE_SOLD_OUT;
import static io.flashgate.core.order.Outcome.SOLD_OUT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flashgate.core.SaleDraft;
import io.flashgate.core.Shop;
import io.flashgate.core.sale.Phase;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The report of a sale, every number worked out by hand")
class SalesReportStoryTest {

    private static final String DAVE = "dave";
    private static final long MILLI = SECOND / 1_000;

    /** Four pairs, two at 69.00 and two at 79.00, and three pairs of socks at 5.00; gone after two and a half seconds. */
    private static Shop soldOut() {
        final Shop shop = Shop.selling(SNEAKERS)
                .stock(4)
                .price(6_900)
                .priceFromUnit(3, 7_900)
                .limitPerBuyer(2)
                .alsoSelling(SOCKS)
                .stock(3)
                .price(500)
                .goal(2)
                .goal(4)
                .goal(7);
        shop.at(NOON - HOUR);
        shop.define(SaleDraft.of("spring")
                .selling(SOCKS)
                .stock(1)
                .openFrom(NOON - HOUR)
                .closingAt(NOON - 60 * SECOND)
                .definition());
        shop.define(SaleDraft.of("drill")
                .selling(SOCKS)
                .openFrom(NOON - HOUR)
                .rehearsal()
                .definition());
        // Carol has been there before and got nothing; Dave has only rehearsed.
        assertEquals(ACCEPTED, shop.buy(shop.wish("s-1", ALICE).inSale("spring").item(SOCKS)));
        assertEquals(ACCEPTED, shop.buy(shop.wish("r-1", DAVE).inSale("drill").item(SOCKS)));
        shop.at(NOON - 10 * SECOND).countRefusals(Map.of(NOT_OPEN_YET, 7));

        shop.at(NOON + 250 * MILLI);
        assertEquals(ACCEPTED, shop.buy("a-1", ALICE, 2));
        shop.at(NOON + 255 * MILLI);
        assertEquals(ACCEPTED, shop.buy(shop.wish("b-1", BOB).and(SOCKS, 1)));
        shop.at(NOON + 300 * MILLI);
        assertEquals(BUYER_LIMIT, shop.buy("a-2", ALICE, 1));
        shop.at(NOON + 1_100 * MILLI);
        assertEquals(INSUFFICIENT_STOCK, shop.buy("c-1", CAROL, 2));
        shop.at(NOON + 1_200 * MILLI);
        assertEquals(ACCEPTED, shop.buy("c-2", CAROL, 1));
        shop.at(NOON + 1_300 * MILLI);
        assertEquals(SOLD_OUT, shop.buy("d-1", DAVE, 1));
        shop.at(NOON + 2_500 * MILLI);
        assertEquals(ACCEPTED, shop.buy(shop.wish("c-3", CAROL).item(SOCKS).units(2)));
        shop.at(NOON + 3 * SECOND).countRefusals(Map.of(SALE_SOLD_OUT, 40, REPEATED, 5));
        return shop;
    }

    @Test
    @DisplayName("Sold out at several prices: revenue, orders, conversion, goals, refusals")
    void soldOutReport() {
        final SaleReport report = report(soldOut());

        assertEquals(Phase.SOLD_OUT, report.phase());
        assertFalse(report.isProvisional());
        assertEquals(4, report.totals().orders());
        assertEquals(7, report.totals().units());
        // 2 × 6,900, then 7,900 + 500, then 7,900, then 2 × 500.
        assertEquals(13_800 + 8_400 + 7_900 + 1_000, report.totals().revenue().longValueExact());
        assertEquals(2_500 * MILLI, report.timeToSoldOutNanos());
        assertEquals(NOON + 2_500 * MILLI, report.times().endedAtNanos());
        assertEquals(NOON + 2_500 * MILLI, report.times().sealedAtNanos());
        assertEquals(NOON + 250 * MILLI, report.times().firstOrderAtNanos());

        // Alice, Bob, Carol and Dave asked; all but Dave bought; only Alice had asked before in a sale that was meant.
        assertEquals(new SaleReport.Buyers(4, 3, 1, 1), report.buyers());
        assertEquals(new SaleReport.Requests(7, 47, 5), report.requests());

        final SaleReport.Item sneakers = report.items().get(0);
        assertEquals(4, sneakers.sold());
        assertEquals(3, sneakers.orders());
        assertEquals(List.of(new SaleReport.Price(6_900, 2), new SaleReport.Price(7_900, 2)), sneakers.prices());
        assertEquals(29_600, sneakers.revenue().longValueExact());
        assertEquals(NOON + 1_200 * MILLI, sneakers.soldOutAtNanos());
        assertEquals(NOON + 1_200 * MILLI, sneakers.firstGoneNanos());
        final SaleReport.Item socks = report.items().get(1);
        assertEquals(3, socks.sold());
        assertEquals(2, socks.orders());
        assertEquals(1_500, socks.revenue().longValueExact());

        assertEquals(
                List.of("2 by 1", "4 by 2", "7 by 4"),
                report.goals().stream()
                        .map(goal -> goal.definition().units() + " by " + goal.orderNumber())
                        .toList());
        assertEquals(NOON + 255 * MILLI, report.goals().get(1).atNanos());
        assertEquals(
                List.of(
                        "SALE_SOLD_OUT 40 at 3",
                        "NOT_OPEN_YET 7 at -10",
                        "SOLD_OUT 1 at 1",
                        "INSUFFICIENT_STOCK 1 at 1",
                        "BUYER_LIMIT 1 at 0"),
                report.refusals().stream()
                        .map(refusal -> refusal.reason() + " " + refusal.requests() + " at "
                                + refusal.overTime().bucket(0))
                        .toList());
        assertNull(report.holds());
        assertNull(report.sold());
        assertEquals(List.of(), report.groups());
        assertEquals(2, report.taken().peakOrders());
        assertEquals(0, report.taken().peakSecond());
    }

    @Test
    @DisplayName("The same as JSON: averages, shares, and what came when")
    void soldOutAsJson() throws IOException {
        final JsonNode json = new ObjectMapper().readTree(ReportFormat.JSON.write(report(soldOut())));

        assertEquals("summer", json.get("saleId").asText());
        assertFalse(json.get("provisional").asBoolean());
        assertFalse(json.has("rehearsal"));
        assertEquals(31_100, json.get("revenue").asLong());
        // 31,100 ÷ 4.
        assertEquals(7_775, json.get("averageOrderValue").asLong());
        assertEquals("PT2.5S", json.get("timeToSoldOut").asText());
        assertEquals("0.7500", decimals(json.at("/buyers/conversion")));
        assertEquals("1.0000", decimals(json.get("sellThrough")));
        // Of three new ones two bought.
        assertEquals("0.6667", decimals(json.at("/buyers/new/conversion")));
        assertEquals(10, json.at("/ordersOverTime/bucketMillis").asInt());
        assertEquals(
                "[250,1200,2500]", json.at("/ordersOverTime/sinceOpeningMillis").toString());
        assertEquals("[2,1,1]", json.at("/ordersOverTime/orders").toString());
        assertEquals("[4,1,2]", json.at("/ordersOverTime/units").toString());
        assertEquals("summer-2", json.at("/stageGoals/1/reachedBy").asText());
        assertEquals(
                "[-10000]", json.at("/refusals/1/overTime/sinceOpeningMillis").toString());
        assertEquals("2026-11-27T12:00:02.500000000Z", json.get("soldOutAt").asText());
        assertEquals(1, json.at("/journal/firstSequence").asInt());
    }

    @Test
    @DisplayName(
            "A rehearsal is marked, whoever rehearses is still new elsewhere, and a sale nobody asked for divides by nothing")
    void rehearsal() {
        final SalesReports reports = Records.reports(soldOut().commands());
        assertEquals(List.of("summer", "spring", "drill"), reports.saleIds());
        final SaleReport drill = reports.find("drill");
        assertTrue(drill.definition().rehearsal());
        assertTrue(drill.isProvisional());
        assertEquals(new SaleReport.Buyers(1, 1, 0, 0), drill.buyers());
        for (final ReportFormat format : ReportFormat.values()) {
            assertTrue(new String(format.write(drill), java.nio.charset.StandardCharsets.UTF_8)
                    .toLowerCase(java.util.Locale.ROOT)
                    .contains("rehearsal"));
        }
        assertNull(reports.find("none"));
        assertNull(reports.find("no id"));
    }

    /** Three pairs at 10.00 that are held for three minutes, out of three groups. */
    private static Shop held() {
        final Shop shop = Shop.selling(SNEAKERS)
                .stock(3)
                .price(1_000)
                .holdingFor(180 * SECOND)
                .extendedBy(60 * SECOND)
                .attempts(1)
                .goal(1)
                .goal(2)
                .admitting("g1", "g2", "g3");
        assertEquals(HELD, ask(shop, 1, "a-1", ALICE, "g1"));
        assertEquals(HELD, ask(shop, 2, "b-1", BOB, "g1"));
        assertEquals(HELD, ask(shop, 3, "c-1", CAROL, "g2"));
        assertEquals(SOLD_OUT, ask(shop, 4, "d-1", DAVE, "g1"));
        shop.at(NOON + 10 * SECOND).confirm(1);
        shop.at(NOON + 11 * SECOND).extend(2);
        shop.at(NOON + 12 * SECOND).cancel(3, CAROL);
        assertEquals(HELD, ask(shop, 13, "d-2", DAVE, "g2"));
        shop.at(NOON + 14 * SECOND).cancel(4);
        assertEquals(HELD, ask(shop, 15, "e-1", "erin", "g2"));
        assertEquals(HOLD_ATTEMPTS, ask(shop, 16, "b-2", BOB, "g1"));
        shop.at(NOON + 195 * SECOND).letTimeDoItsWork();
        shop.at(NOON + 200 * SECOND).confirm(2);
        assertEquals(HELD, ask(shop, 1_790, "f-1", "frank", "g1"));
        shop.at(NOON + 1_800 * SECOND).letTimeDoItsWork();
        return shop;
    }

    @Test
    @DisplayName("With holds: what became of them, per group, provisional until the last one has ended")
    void holds() {
        final Shop shop = held();
        final SaleReport open = report(shop);

        assertEquals(Phase.CLOSED, open.phase());
        assertTrue(open.isProvisional());
        assertEquals(NOON + 1_800 * SECOND, open.times().endedAtNanos());
        assertEquals(SaleReport.NEVER, open.times().sealedAtNanos());
        final SaleReport.Holds holds = open.holds();
        assertEquals(6, holds.taken());
        assertEquals(2, holds.confirmed());
        assertEquals(1, holds.cancelledByBuyer());
        assertEquals(1, holds.cancelledByMerchant());
        assertEquals(1, holds.expired());
        assertEquals(1, holds.expiredUnits());
        assertEquals(1, holds.extended());
        assertEquals(1, holds.open());
        assertEquals(1, holds.openUnits());
        assertEquals(1_000, holds.openValue().longValueExact());
        assertEquals(2, open.totals().orders());
        assertEquals(2_000, open.totals().revenue().longValueExact());
        // Alice, Bob, Carol, Dave, Erin and Frank.
        assertEquals(new SaleReport.Buyers(6, 2, 0, 0), open.buyers());
        assertEquals(NOON + 3 * SECOND, open.items().get(0).firstGoneNanos());
        assertEquals(SaleReport.NEVER, open.items().get(0).soldOutAtNanos());
        assertEquals(
                List.of("1 by 1 at 10", "2 by 2 at 200"),
                open.goals().stream()
                        .map(goal -> goal.definition().units() + " by " + goal.orderNumber() + " at "
                                + (goal.atNanos() - NOON) / SECOND)
                        .toList());
        // Dave is one buyer, who asked from two groups.
        assertEquals(
                List.of("g1 5 4 2 2 2 2000", "g2 3 3 0 0 0 0", "g3 0 0 0 0 0 0"),
                open.groups().stream()
                        .map(group -> group.name() + " " + group.requests() + " " + group.asked() + " " + group.bought()
                                + " " + group.orders() + " " + group.units() + " " + group.revenue())
                        .toList());
        // Six orders were made, two of them paid for.
        assertEquals(6, open.taken().overTime().total(PaceTally.ORDERS));
        assertEquals(2, open.sold().overTime().total(PaceTally.ORDERS));

        shop.at(NOON + 1_970 * SECOND).letTimeDoItsWork();
        final SaleReport sealed = report(shop);
        assertFalse(sealed.isProvisional());
        assertEquals(NOON + 1_970 * SECOND, sealed.times().sealedAtNanos());
        assertEquals(2, sealed.holds().expired());
        assertEquals(0, sealed.holds().open());
        assertEquals(0, sealed.holds().openValue().signum());
        assertEquals(SaleReport.NEVER, sealed.timeToSoldOutNanos());
    }

    @Test
    @DisplayName("Whatever other sales do later, the report stays as it is, byte by byte")
    void staysWhatItIs() {
        final Shop shop = soldOut();
        final List<byte[]> before = all(report(shop));
        shop.at(NOON + 10 * SECOND);
        shop.define(SaleDraft.of("autumn").selling(SOCKS).openFrom(NOON).definition());
        shop.buy(shop.wish("x-1", BOB).inSale("autumn").item(SOCKS));
        shop.at(NOON + 48 * HOUR).letTimeDoItsWork();
        final List<byte[]> after = all(report(shop));
        for (int i = 0; i < before.size(); i++) {
            assertEquals(new String(before.get(i)), new String(after.get(i)));
        }
    }

    @Test
    @DisplayName("A sale that is closed early has ended then; one that nobody ticked ended at its time")
    void ends() {
        final Shop shop = Shop.selling(SNEAKERS);
        shop.at(NOON + SECOND).close();
        final SaleReport early = report(shop);
        assertTrue(early.isClosedEarly());
        assertEquals(NOON + SECOND, early.times().endedAtNanos());
        assertFalse(early.isProvisional());

        final Shop late = Shop.selling(SNEAKERS);
        late.at(NOON + 48 * HOUR).tick();
        assertEquals(NOON + 1_800 * SECOND, report(late).times().endedAtNanos());
    }

    private static io.flashgate.core.order.Outcome ask(
            final Shop shop, final long second, final String key, final String buyer, final String group) {
        shop.at(NOON + second * SECOND);
        return shop.buy(shop.wish(key, buyer).outOf(group));
    }

    private static SaleReport report(final Shop shop) {
        return Records.reports(shop.commands()).find("summer");
    }

    private static List<byte[]> all(final SaleReport report) {
        final List<byte[]> forms = new ArrayList<>();
        for (final ReportFormat format : ReportFormat.values()) {
            forms.add(format.write(report));
        }
        return forms;
    }

    /** As it stands in the text. */
    private static String decimals(final JsonNode number) {
        return number.decimalValue().setScale(4).toPlainString();
    }
}
