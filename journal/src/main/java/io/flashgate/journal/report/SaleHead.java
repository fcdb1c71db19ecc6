package io.flashgate.journal.report;

import io.flashgate.core.sale.Phase;
import java.math.BigInteger;

/** What a merchant wants to know first: which sale it was, how it ended, and six numbers. */
final class SaleHead {

    private final Markup page;
    private final SaleReport report;
    private final String currency;

    SaleHead(final Markup page, final SaleReport report) {
        this.page = page;
        this.report = report;
        currency = report.definition().currency();
    }

    void write() {
        title();
        keyFigures();
    }

    private void title() {
        page.open("header");
        page.open("p", "class", "eyebrow").text("Sales report");
        page.element(
                "span",
                report.isProvisional() ? "Provisional" : "Final",
                "class",
                report.isProvisional() ? "badge open" : "badge");
        if (report.definition().rehearsal()) {
            page.element("span", "Rehearsal", "class", "badge alert");
        }
        page.end("p");
        page.open("h1").theirs(HtmlReport.name(report.definition())).end("h1");
        page.open("p", "class", "lead").element("code", report.definition().saleId());
        page.text((report.phase() == Phase.SCHEDULED ? " · opens " : " · opened ")
                        + Figures.clock(report.times().openedAtNanos()) + " UTC · " + ending())
                .end("p");
        if (report.definition().rehearsal()) {
            page.element("p", "A rehearsal: nothing of it is meant.", "class", "note");
        }
        if (report.isProvisional()) {
            page.element("p", provisionalBecause(), "class", "note");
        }
        page.end("header");
    }

    private String ending() {
        final SaleReport.Times times = report.times();
        if (report.phase() == Phase.SOLD_OUT) {
            return "sold out after " + Figures.span(report.timeToSoldOutNanos());
        }
        if (report.phase() == Phase.CLOSED) {
            return (report.isClosedEarly() ? "closed early " : "closed ") + Figures.clock(times.endedAtNanos())
                    + " UTC";
        }
        return report.phase() == Phase.SCHEDULED
                ? "not open yet"
                : "closes " + Figures.clock(report.definition().closesAtNanos()) + " UTC";
    }

    private String provisionalBecause() {
        if (!report.phase().isOver()) {
            return "Provisional: the sale is not over. As of "
                    + Figures.clock(report.upTo().timestampNanos()) + " UTC.";
        }
        return "Provisional: " + Figures.count(report.holds().open())
                + " orders are held and may still be paid for. As of "
                + Figures.clock(report.upTo().timestampNanos()) + " UTC.";
    }

    private void keyFigures() {
        final SaleReport.Totals totals = report.totals();
        final SaleReport.Buyers buyers = report.buyers();
        page.open("dl", "class", "figures");
        figure("Revenue", Figures.money(totals.revenue(), currency), "gross merchandise value");
        figure(
                "Orders",
                Figures.count(totals.orders()),
                totals.orders() == 0
                        ? "none confirmed"
                        : "average value "
                                + Figures.money(
                                        Figures.rounded(totals.revenue(), BigInteger.valueOf(totals.orders())),
                                        currency));
        figure(
                "Units sold",
                Figures.count(totals.units()),
                "of " + Figures.count(report.stock()) + ", " + Figures.percent(totals.units(), report.stock()));
        figure(
                "Conversion",
                Figures.percent(buyers.bought(), buyers.asked()),
                Figures.count(buyers.bought()) + " bought of " + Figures.count(buyers.asked())
                        + " buyers who asked in time");
        figure(
                "Time to sold out",
                report.timeToSoldOutNanos() == SaleReport.NEVER ? "–" : Figures.span(report.timeToSoldOutNanos()),
                report.timeToSoldOutNanos() == SaleReport.NEVER
                        ? Figures.count(report.stock() - totals.units()) + " units are not sold"
                        : "from the opening to the last unit");
        figure(
                "Busiest second",
                Figures.count(report.taken().peakOrders()),
                report.taken().peakOrders() == 0
                        ? "no orders yet"
                        : "orders in second " + Figures.count(report.taken().peakSecond() + 1) + " of the sale");
        page.end("dl");
    }

    private void figure(final String name, final String value, final String note) {
        page.open("div").element("dt", name).element("dd", value);
        page.element("dd", note, "class", "small").end("div");
    }
}
