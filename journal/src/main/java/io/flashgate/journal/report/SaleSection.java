package io.flashgate.journal.report;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** One sale's part of the page, behind its {@link SaleHead}. */
final class SaleSection {

    private static final int CHART_HEIGHT = 232;
    private static final int MOST_GROUPS = 25;
    private static final BigInteger HUNDRED = BigInteger.valueOf(100);

    private final Markup page;
    private final SaleReport report;
    private final String id;
    private final String currency;

    /**
     * @param place of the sale in the page, from 0
     */
    SaleSection(final Markup page, final SaleReport report, final int place) {
        this.page = page;
        this.report = report;
        id = "sale-" + place;
        currency = report.definition().currency();
    }

    void write() {
        page.open("main", "id", id, "class", "report");
        new SaleHead(page, report).write();
        pace();
        items();
        buyers();
        groups();
        holds();
        goals();
        new RefusalSection(page, report, id).write();
        foot();
        page.end("main");
    }

    private void pace() {
        if (report.taken().overTime().size() == 0) {
            return;
        }
        final Series taken = report.taken().overTime();
        final Series sold = report.sold() == null ? taken : report.sold().overTime();
        final Columns columns = new Columns(taken, PaceTally.ORDERS);
        page.open("div", "class", "pair");
        page.open("section");
        final String title = "Orders per " + columns.rate().word();
        page.element("h2", title);
        page.element("p", paceNote(columns), "class", "small");
        new TimeChart(page, id + "-pace", CHART_HEIGHT, 0, columns.endNanos())
                .columns(
                        columns,
                        title,
                        Figures.count(report.taken().peakOrders())
                                + " orders in the busiest second; the last order came "
                                + Figures.span(report.times().lastOrderAtNanos()
                                        - report.times().openedAtNanos())
                                + " after the opening.");
        page.end("section");
        page.open("section");
        page.element("h2", "Units sold so far");
        page.element(
                "p",
                "By time since the opening" + (report.sold() == null ? "." : "; units count when they are paid for."),
                "class",
                "small");
        final long units = report.totals().units();
        new TimeChart(page, id + "-sold", CHART_HEIGHT, 0, Math.max(taken.endNanos(), sold.endNanos()))
                .sum(
                        sold,
                        PaceTally.UNITS,
                        report.stock(),
                        Figures.count(units) + " of " + Figures.count(report.stock()),
                        "Units sold so far",
                        Figures.count(units) + " of " + Figures.count(report.stock()) + " units were sold.");
        page.end("section").end("div");
    }

    private String paceNote(final Columns columns) {
        final long orders = report.taken().overTime().total(PaceTally.ORDERS);
        return "By time since the opening, in columns of " + Figures.tick(columns.widthNanos()) + "."
                + (report.sold() == null ? "" : " Orders count when they are made, paid for or not.")
                + (columns.shown() == orders
                        ? ""
                        : " Shown are the first " + Figures.span(columns.endNanos()) + ", with "
                                + Figures.count(columns.shown()) + " of " + Figures.count(orders) + " orders.");
    }

    private void items() {
        page.open("section").element("h2", "Items").open("table");
        heads("Item", "Unit price", "Sold", "Orders", "Revenue", "Sold out after");
        for (final SaleReport.Item item : report.items()) {
            page.open("tr").open("th", "scope", "row");
            page.theirs(
                    item.definition().title().isBlank()
                            ? item.definition().sku()
                            : item.definition().title());
            if (!item.definition().title().isBlank()) {
                page.text(" ").element("code", item.definition().sku());
            }
            page.close("th").open("td", "data-label", "Unit price");
            prices(item);
            page.close("td").open("td", "data-label", "Sold", "class", "bar");
            page.element(
                    "span",
                    Figures.count(item.sold()) + " of "
                            + Figures.count(item.definition().stock()));
            bar(
                    BigInteger.valueOf(item.sold()),
                    BigInteger.valueOf(item.definition().stock()));
            page.close("td");
            cell("Orders", Figures.count(item.orders()));
            cell("Revenue", Figures.money(item.revenue(), currency));
            cell(
                    "Sold out after",
                    item.soldOutAtNanos() == SaleReport.NEVER
                            ? "–"
                            : Figures.span(
                                    item.soldOutAtNanos() - report.times().openedAtNanos()));
            page.end("tr");
        }
        page.end("tbody").end("table").end("section");
    }

    private void prices(final SaleReport.Item item) {
        for (final SaleReport.Price price : item.prices()) {
            final String units = item.prices().size() == 1 ? "" : Figures.count(price.sold()) + " × ";
            page.element("div", units + Figures.money(price.price(), currency));
        }
    }

    private void buyers() {
        final SaleReport.Buyers buyers = report.buyers();
        page.open("section").element("h2", "Buyers");
        page.element(
                "p",
                "New buyers had not asked for anything before in another sale of this journal; rehearsals do not count.",
                "class",
                "small");
        page.open("table", "class", "few");
        heads("Buyers", "Asked", "Bought", "Conversion");
        buyerRow("New", buyers.askedNew(), buyers.boughtNew());
        buyerRow("Returning", buyers.askedReturning(), buyers.boughtReturning());
        buyerRow("All", buyers.asked(), buyers.bought());
        page.end("tbody").end("table").end("section");
    }

    private void buyerRow(final String name, final long asked, final long bought) {
        page.open("tr").element("th", name, "scope", "row");
        cell("Asked", Figures.count(asked));
        cell("Bought", Figures.count(bought));
        page.open("td", "data-label", "Conversion", "class", "bar");
        page.element("span", Figures.percent(bought, asked));
        bar(BigInteger.valueOf(bought), BigInteger.valueOf(Math.max(1, asked)));
        page.close("td").end("tr");
    }

    private void groups() {
        if (report.groups().isEmpty()) {
            return;
        }
        final List<SaleReport.Group> groups = new ArrayList<>(report.groups());
        // The sort keeps equal ones in the order of their names.
        groups.sort(Comparator.comparing(SaleReport.Group::revenue).reversed());
        final BigInteger most = groups.get(0).revenue().max(BigInteger.ONE);
        page.open("section").element("h2", "Groups").open("table");
        heads("Group", "Buyers who asked", "Bought", "Conversion", "Orders", "Units", "Revenue");
        for (final SaleReport.Group group : groups.subList(0, Math.min(MOST_GROUPS, groups.size()))) {
            page.open("tr").open("th", "scope", "row");
            if (group.name() == null || group.name().isEmpty()) {
                page.element("em", group.name() == null ? "other groups" : "no group");
            } else {
                page.theirs(group.name());
            }
            page.close("th");
            cell("Buyers who asked", Figures.count(group.asked()));
            cell("Bought", Figures.count(group.bought()));
            cell("Conversion", Figures.percent(group.bought(), group.asked()));
            cell("Orders", Figures.count(group.orders()));
            cell("Units", Figures.count(group.units()));
            page.open("td", "data-label", "Revenue", "class", "bar");
            page.element("span", Figures.money(group.revenue(), currency));
            bar(group.revenue(), most);
            page.close("td").end("tr");
        }
        page.end("tbody").end("table");
        if (groups.size() > MOST_GROUPS) {
            page.element(
                    "p",
                    "And " + Figures.count(groups.size() - MOST_GROUPS)
                            + " more with less revenue: they are in the CSV and the JSON.",
                    "class",
                    "small");
        }
        page.end("section");
    }

    private void holds() {
        final SaleReport.Holds holds = report.holds();
        if (holds == null) {
            return;
        }
        page.open("section").element("h2", "Holds");
        page.element("p", "What became of orders that waited for their payment.", "class", "small");
        page.open("table", "class", "few");
        heads("Orders", "Number", "Share");
        share("Confirmed", holds.confirmed(), holds.taken());
        share("Expired unpaid", holds.expired(), holds.taken());
        share("Cancelled by the buyer", holds.cancelledByBuyer(), holds.taken());
        share("Cancelled by the merchant", holds.cancelledByMerchant(), holds.taken());
        share("Still open", holds.open(), holds.taken());
        page.end("tbody").end("table");
        page.element(
                "p",
                Figures.count(holds.taken()) + " orders were held, of which "
                        + (holds.extended() == 0 ? "none" : Figures.count(holds.extended()))
                        + " got their extension. " + Figures.count(holds.expiredUnits())
                        + " units came back because nobody paid for them."
                        + (holds.open() == 0
                                ? ""
                                : " " + Figures.count(holds.openUnits()) + " units worth "
                                        + Figures.money(holds.openValue(), currency) + " are still held."),
                "class",
                "small");
        page.end("section");
    }

    private void share(final String name, final long part, final long of) {
        page.open("tr").element("th", name, "scope", "row");
        cell("Number", Figures.count(part));
        page.open("td", "data-label", "Share", "class", "bar").element("span", Figures.percent(part, of));
        bar(BigInteger.valueOf(part), BigInteger.valueOf(Math.max(1, of)));
        page.close("td").end("tr");
    }

    private void goals() {
        if (report.goals().isEmpty()) {
            return;
        }
        page.open("section").element("h2", "Stage goals").open("table", "class", "told");
        heads("Goal", "Reward", "Reached by", "After");
        for (final SaleReport.Goal goal : report.goals()) {
            page.open("tr").element("th", Figures.count(goal.definition().units()) + " units", "scope", "row");
            page.open("td", "data-label", "Reward", "class", "words")
                    .theirs(goal.definition().reward())
                    .close("td");
            if (goal.orderNumber() > 0) {
                page.open("td", "data-label", "Reached by", "class", "words")
                        .text("order ")
                        .element("code", report.definition().saleId() + '-' + goal.orderNumber())
                        .close("td");
                cell("After", Figures.span(goal.atNanos() - report.times().openedAtNanos()));
            } else {
                page.element(
                        "td",
                        Figures.count(goal.definition().units()
                                        - report.totals().units()) + " units short",
                        "data-label",
                        "Reached by",
                        "class",
                        "words");
                cell("After", "–");
            }
            page.end("tr");
        }
        page.end("tbody").end("table").end("section");
    }

    private void foot() {
        final SaleReport.Journal journal = report.journal();
        final SaleReport.Position upTo = report.upTo();
        page.open("footer");
        page.element("h2", "How this was counted");
        page.open("ul");
        page.element("li", "Only orders that are confirmed count as sold, each unit at the price of its place.");
        page.element(
                "li",
                "Buyers who asked are those whose request was decided in its turn. Requests before the opening, after the end "
                        + "and the like are refused at the door: they are counted, but nobody knows whose they were.");
        page.element("li", "A retry of a request is not another request. Shares and averages are rounded half up.");
        page.element("li", "All times are UTC, by the sequencer's stamps.");
        page.end("ul");
        page.open("p", "class", "source")
                .text("Made of records 1 to " + Figures.count(upTo.sequence()) + " (the last at ");
        page.text(Figures.time(upTo.timestampNanos()) + ", state digest ")
                .element("code", JsonReport.hex(upTo.digest()));
        page.text(") of the journal founded " + Figures.time(journal.foundedAtNanos()) + " (digest ");
        page.element("code", JsonReport.hex(journal.foundingDigest())).text("). ");
        page.text("Whoever makes it again of the same records gets the same page, byte by byte.")
                .end("p");
        page.end("footer");
    }

    private void heads(final String... names) {
        page.open("thead").open("tr");
        for (final String name : names) {
            page.element("th", name, "scope", "col");
        }
        page.end("tr").end("thead").open("tbody");
    }

    private void cell(final String label, final String text) {
        page.element("td", text, "data-label", label);
    }

    /** Beside a number that says the same. */
    private void bar(final BigInteger part, final BigInteger of) {
        page.open("span", "class", "track", "aria-hidden", "true");
        page.element("span", "", "style", "width:" + Figures.ratio(part.multiply(HUNDRED), of, 2) + '%');
        page.close("span");
    }
}
