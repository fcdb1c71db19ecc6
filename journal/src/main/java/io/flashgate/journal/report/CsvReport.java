package io.flashgate.journal.report;

import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.util.List;

/**
 * Reports for spreadsheets (RFC 4180): a number a row, with the sale, the part of the report and the thing that it is about, what was
 * measured and in which unit, so that a filter or a pivot finds it.
 *
 * <p>A text that a spreadsheet would take for a formula has an apostrophe before it.
 */
final class CsvReport {

    private static final List<String> COLUMNS = List.of("saleId", "section", "entry", "measure", "value", "unit");
    private static final CsvMapper CSV = CsvMapper.builder()
            .enable(CsvGenerator.Feature.STRICT_CHECK_FOR_QUOTING)
            .build();
    private static final CsvSchema SCHEMA = CsvSchema.builder()
            .addColumns(COLUMNS, CsvSchema.ColumnType.STRING)
            .setUseHeader(true)
            .setLineSeparator("\r\n")
            .build();

    /** What begins a formula in one spreadsheet or another; the wide forms do where wide digits are usual. */
    private static final String FORMULA_STARTS = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

    private static final long NANOS_PER_MILLI = 1_000_000L;
    private static final int RATIO_DECIMALS = 4;

    private final SequenceWriter rows;
    private final SaleReport report;
    private final String minorUnits;
    private String section;

    private CsvReport(final SequenceWriter rows, final SaleReport report) {
        this.rows = rows;
        this.report = report;
        minorUnits = report.definition().currency() + " minor units";
    }

    static void write(final List<SaleReport> reports, final OutputStream target) throws IOException {
        try (SequenceWriter rows = CSV.writer(SCHEMA).writeValues(target)) {
            for (final SaleReport report : reports) {
                new CsvReport(rows, report).write();
            }
        }
    }

    private void write() throws IOException {
        section = "sale";
        sale();
        section = "buyers";
        buyers();
        section = "item";
        for (final SaleReport.Item item : report.items()) {
            item(item);
        }
        section = "group";
        for (final SaleReport.Group group : report.groups()) {
            group(group);
        }
        section = "holds";
        holds();
        section = "stage-goal";
        for (final SaleReport.Goal goal : report.goals()) {
            goal(goal);
        }
        section = "refusal";
        for (final SaleReport.Refusal refusal : report.refusals()) {
            count(Figures.reason(refusal.reason()), "requests", refusal.requests(), "requests");
        }
        section = "orders-over-time";
        pace(report.taken());
        if (report.sold() != null) {
            section = "confirmations-over-time";
            pace(report.sold());
        }
        section = "refusals-over-time";
        for (final SaleReport.Refusal refusal : report.refusals()) {
            overTime(refusal.overTime(), 0, Figures.reason(refusal.reason()), "requests");
        }
        section = "journal";
        source();
    }

    private void sale() throws IOException {
        final SaleReport.Times times = report.times();
        text("", "title", report.definition().title());
        text("", "provisional", String.valueOf(report.isProvisional()));
        text("", "rehearsal", String.valueOf(report.definition().rehearsal()));
        text("", "phase", report.phase().name());
        text("", "closed-early", String.valueOf(report.isClosedEarly()));
        text("", "currency", report.definition().currency());
        time("", "opens-at", report.definition().opensAtNanos());
        time("", "closes-at", report.definition().closesAtNanos());
        time("", "opened-at", times.openedAtNanos());
        time("", "first-order-at", times.firstOrderAtNanos());
        time("", "last-order-at", times.lastOrderAtNanos());
        time("", "sold-out-at", times.soldOutAtNanos());
        time("", "ended-at", times.endedAtNanos());
        time("", "sealed-at", times.sealedAtNanos());
        if (report.timeToSoldOutNanos() != SaleReport.NEVER) {
            row("", "time-to-sold-out", Figures.ratio(report.timeToSoldOutNanos(), 1_000_000_000L, 9), "seconds");
        }
        money("", "revenue", report.totals().revenue());
        count("", "orders", report.totals().orders(), "orders");
        count("", "units", report.totals().units(), "units");
        count("", "stock", report.stock(), "units");
        ratio("", "sell-through", report.totals().units(), report.stock());
        if (report.totals().orders() > 0) {
            money(
                    "",
                    "average-order-value",
                    Figures.rounded(
                            report.totals().revenue(),
                            BigInteger.valueOf(report.totals().orders())));
        }
        count("", "peak-orders-per-second", report.taken().peakOrders(), "orders per second");
        count("", "requests-decided", report.requests().decided(), "requests");
        count("", "requests-refused-unsequenced", report.requests().unsequenced(), "requests");
        count("", "requests-repeated", report.requests().repeated(), "requests");
    }

    private void buyers() throws IOException {
        final SaleReport.Buyers buyers = report.buyers();
        side("all", buyers.asked(), buyers.bought());
        side("new", buyers.askedNew(), buyers.boughtNew());
        side("returning", buyers.askedReturning(), buyers.boughtReturning());
    }

    private void side(final String entry, final long asked, final long bought) throws IOException {
        count(entry, "asked", asked, "buyers");
        count(entry, "bought", bought, "buyers");
        ratio(entry, "conversion", bought, asked);
    }

    private void item(final SaleReport.Item item) throws IOException {
        final String sku = item.definition().sku();
        text(sku, "title", item.definition().title());
        count(sku, "stock", item.definition().stock(), "units");
        count(sku, "sold", item.sold(), "units");
        count(sku, "held", item.held(), "units");
        count(sku, "available", item.available(), "units");
        count(sku, "orders", item.orders(), "orders");
        money(sku, "revenue", item.revenue());
        for (final SaleReport.Price price : item.prices()) {
            count(sku, "sold-at-" + price.price(), price.sold(), "units");
        }
        time(sku, "first-unavailable-at", item.firstGoneNanos());
        time(sku, "sold-out-at", item.soldOutAtNanos());
    }

    private void group(final SaleReport.Group group) throws IOException {
        final String name = group.name() == null ? "(others)" : group.name().isEmpty() ? "(none)" : group.name();
        count(name, "requests", group.requests(), "requests");
        count(name, "asked", group.asked(), "buyers");
        count(name, "bought", group.bought(), "buyers");
        ratio(name, "conversion", group.bought(), group.asked());
        count(name, "orders", group.orders(), "orders");
        count(name, "units", group.units(), "units");
        money(name, "revenue", group.revenue());
    }

    private void holds() throws IOException {
        final SaleReport.Holds holds = report.holds();
        if (holds == null) {
            return;
        }
        count("", "taken", holds.taken(), "orders");
        count("", "confirmed", holds.confirmed(), "orders");
        count("", "cancelled-by-buyer", holds.cancelledByBuyer(), "orders");
        count("", "cancelled-by-merchant", holds.cancelledByMerchant(), "orders");
        count("", "expired", holds.expired(), "orders");
        count("", "expired-units", holds.expiredUnits(), "units");
        count("", "extended", holds.extended(), "orders");
        count("", "open", holds.open(), "orders");
        count("", "open-units", holds.openUnits(), "units");
        money("", "open-value", holds.openValue());
    }

    private void goal(final SaleReport.Goal goal) throws IOException {
        final String entry = Long.toString(goal.definition().units());
        text(entry, "reward", goal.definition().reward());
        if (goal.orderNumber() > 0) {
            text(entry, "reached-by", report.definition().saleId() + '-' + goal.orderNumber());
            time(entry, "reached-at", goal.atNanos());
        }
    }

    private void pace(final SaleReport.Pace pace) throws IOException {
        overTime(pace.overTime(), PaceTally.ORDERS, "orders", "orders");
        overTime(pace.overTime(), PaceTally.UNITS, "units", "units");
    }

    /** The entry is the bucket's beginning, milliseconds since the opening. */
    private void overTime(final Series series, final int column, final String measure, final String unit)
            throws IOException {
        final long millis = series.widthNanos() / NANOS_PER_MILLI;
        for (int place = 0; place < series.size(); place++) {
            write(
                    Long.toString(series.bucket(place) * millis),
                    measure,
                    Long.toString(series.count(place, column)),
                    unit + " in " + millis + " ms");
        }
    }

    private void source() throws IOException {
        time("", "founded-at", report.journal().foundedAtNanos());
        text("", "founding-digest", JsonReport.hex(report.journal().foundingDigest()));
        count("", "first-sequence", 1, "sequence");
        count("", "last-sequence", report.upTo().sequence(), "sequence");
        time("", "last-record-at", report.upTo().timestampNanos());
        text("", "state-digest", JsonReport.hex(report.upTo().digest()));
    }

    private void count(final String entry, final String measure, final long value, final String unit)
            throws IOException {
        row(entry, measure, Long.toString(value), unit);
    }

    private void money(final String entry, final String measure, final BigInteger value) throws IOException {
        row(entry, measure, value.toString(), minorUnits);
    }

    private void ratio(final String entry, final String measure, final long part, final long of) throws IOException {
        if (of > 0) {
            row(entry, measure, Figures.ratio(part, of, RATIO_DECIMALS), "ratio");
        }
    }

    private void time(final String entry, final String measure, final long nanos) throws IOException {
        if (nanos != SaleReport.NEVER) {
            row(entry, measure, Figures.time(nanos), "time");
        }
    }

    private void text(final String entry, final String measure, final String value) throws IOException {
        row(entry, measure, harmless(value), "text");
    }

    private void row(final String entry, final String measure, final String value, final String unit)
            throws IOException {
        write(harmless(entry), measure, value, unit);
    }

    private void write(final String entry, final String measure, final String value, final String unit)
            throws IOException {
        rows.write(List.of(harmless(report.definition().saleId()), section, entry, measure, value, unit));
    }

    private static String harmless(final String text) {
        return !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0 ? '\'' + text : text;
    }
}
