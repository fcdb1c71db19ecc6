package io.flashgate.journal.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.util.List;

/** Reports for machines: a member a line, and what is counted over time as one array for each number. */
final class JsonReport {

    private static final JsonFactory JSON = JsonFactory.builder().build();
    private static final long NANOS_PER_MILLI = 1_000_000L;
    private static final int RATIO_DECIMALS = 4;

    private final JsonGenerator json;
    private final SaleReport report;

    private JsonReport(final JsonGenerator json, final SaleReport report) {
        this.json = json;
        this.report = report;
    }

    /**
     * @param only the document is this report alone; null: it has all of them
     */
    static void write(final SaleReport only, final List<SaleReport> reports, final OutputStream target)
            throws IOException {
        final DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        final DefaultPrettyPrinter printer = new DefaultPrettyPrinter(
                        Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER))
                .withObjectIndenter(indenter);
        try (JsonGenerator json = JSON.createGenerator(target).setPrettyPrinter(printer)) {
            if (only != null) {
                new JsonReport(json, only).write();
            } else {
                json.writeStartObject();
                json.writeArrayFieldStart("reports");
                for (final SaleReport report : reports) {
                    new JsonReport(json, report).write();
                }
                json.writeEndArray();
                json.writeEndObject();
            }
            json.writeRaw('\n');
        }
    }

    private void write() throws IOException {
        json.writeStartObject();
        head();
        totals();
        buyers();
        json.writeArrayFieldStart("items");
        for (final SaleReport.Item item : report.items()) {
            item(item);
        }
        json.writeEndArray();
        groups();
        holds();
        goals();
        json.writeArrayFieldStart("refusals");
        for (final SaleReport.Refusal refusal : report.refusals()) {
            refusal(refusal);
        }
        json.writeEndArray();
        pace("ordersOverTime", report.taken());
        if (report.sold() != null) {
            pace("confirmationsOverTime", report.sold());
        }
        source();
        json.writeEndObject();
    }

    private void head() throws IOException {
        final SaleReport.Times times = report.times();
        json.writeStringField("saleId", report.definition().saleId());
        json.writeStringField("title", report.definition().title());
        json.writeBooleanField("provisional", report.isProvisional());
        if (report.definition().rehearsal()) {
            json.writeBooleanField("rehearsal", true);
        }
        json.writeStringField("phase", report.phase().name());
        json.writeBooleanField("closedEarly", report.isClosedEarly());
        time("definedAt", times.definedAtNanos());
        time("opensAt", report.definition().opensAtNanos());
        time("closesAt", report.definition().closesAtNanos());
        time("openedAt", times.openedAtNanos());
        time("firstOrderAt", times.firstOrderAtNanos());
        time("lastOrderAt", times.lastOrderAtNanos());
        time("soldOutAt", times.soldOutAtNanos());
        time("endedAt", times.endedAtNanos());
        time("sealedAt", times.sealedAtNanos());
        if (report.timeToSoldOutNanos() != SaleReport.NEVER) {
            json.writeStringField("timeToSoldOut", Figures.duration(report.timeToSoldOutNanos()));
        }
    }

    private void totals() throws IOException {
        final SaleReport.Totals totals = report.totals();
        json.writeStringField("currency", report.definition().currency());
        number("revenue", totals.revenue());
        json.writeNumberField("orders", totals.orders());
        json.writeNumberField("units", totals.units());
        json.writeNumberField("stock", report.stock());
        ratio("sellThrough", totals.units(), report.stock());
        if (totals.orders() > 0) {
            number("averageOrderValue", Figures.rounded(totals.revenue(), BigInteger.valueOf(totals.orders())));
        }
        json.writeObjectFieldStart("requests");
        json.writeNumberField("decided", report.requests().decided());
        json.writeNumberField("refusedUnsequenced", report.requests().unsequenced());
        json.writeNumberField("repeated", report.requests().repeated());
        json.writeEndObject();
    }

    private void buyers() throws IOException {
        final SaleReport.Buyers buyers = report.buyers();
        json.writeObjectFieldStart("buyers");
        json.writeNumberField("asked", buyers.asked());
        json.writeNumberField("bought", buyers.bought());
        ratio("conversion", buyers.bought(), buyers.asked());
        json.writeStringField("newBy", "earlier-sales");
        side("new", buyers.askedNew(), buyers.boughtNew());
        side("returning", buyers.askedReturning(), buyers.boughtReturning());
        json.writeEndObject();
    }

    private void side(final String name, final long asked, final long bought) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeNumberField("asked", asked);
        json.writeNumberField("bought", bought);
        ratio("conversion", bought, asked);
        json.writeEndObject();
    }

    private void item(final SaleReport.Item item) throws IOException {
        json.writeStartObject();
        json.writeStringField("sku", item.definition().sku());
        json.writeStringField("title", item.definition().title());
        json.writeNumberField("stock", item.definition().stock());
        json.writeNumberField("sold", item.sold());
        json.writeNumberField("held", item.held());
        json.writeNumberField("available", item.available());
        json.writeNumberField("orders", item.orders());
        number("revenue", item.revenue());
        json.writeArrayFieldStart("prices");
        for (final SaleReport.Price price : item.prices()) {
            json.writeStartObject();
            json.writeNumberField("unitPrice", price.price());
            json.writeNumberField("sold", price.sold());
            json.writeEndObject();
        }
        json.writeEndArray();
        time("firstUnavailableAt", item.firstGoneNanos());
        time("soldOutAt", item.soldOutAtNanos());
        json.writeEndObject();
    }

    private void groups() throws IOException {
        json.writeArrayFieldStart("groups");
        for (final SaleReport.Group group : report.groups()) {
            json.writeStartObject();
            if (group.name() == null) {
                json.writeBooleanField("others", true);
            } else if (!group.name().isEmpty()) {
                json.writeStringField("group", group.name());
            }
            json.writeNumberField("requests", group.requests());
            json.writeNumberField("buyersAsked", group.asked());
            json.writeNumberField("buyersBought", group.bought());
            ratio("conversion", group.bought(), group.asked());
            json.writeNumberField("orders", group.orders());
            json.writeNumberField("units", group.units());
            number("revenue", group.revenue());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void holds() throws IOException {
        final SaleReport.Holds holds = report.holds();
        if (holds == null) {
            return;
        }
        json.writeObjectFieldStart("holds");
        json.writeNumberField("taken", holds.taken());
        json.writeNumberField("confirmed", holds.confirmed());
        json.writeNumberField("cancelledByBuyer", holds.cancelledByBuyer());
        json.writeNumberField("cancelledByMerchant", holds.cancelledByMerchant());
        json.writeNumberField("expired", holds.expired());
        json.writeNumberField("expiredUnits", holds.expiredUnits());
        json.writeNumberField("extended", holds.extended());
        json.writeNumberField("open", holds.open());
        json.writeNumberField("openUnits", holds.openUnits());
        number("openValue", holds.openValue());
        json.writeEndObject();
    }

    private void goals() throws IOException {
        json.writeArrayFieldStart("stageGoals");
        for (final SaleReport.Goal goal : report.goals()) {
            json.writeStartObject();
            json.writeNumberField("units", goal.definition().units());
            json.writeStringField("reward", goal.definition().reward());
            if (goal.orderNumber() > 0) {
                json.writeStringField("reachedBy", report.definition().saleId() + '-' + goal.orderNumber());
                time("reachedAt", goal.atNanos());
                json.writeNumberField("sequence", goal.sequence());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void refusal(final SaleReport.Refusal refusal) throws IOException {
        json.writeStartObject();
        json.writeStringField("reason", Figures.reason(refusal.reason()));
        json.writeBooleanField("sequenced", refusal.reason().isSequenced());
        json.writeNumberField("requests", refusal.requests());
        json.writeObjectFieldStart("overTime");
        buckets(refusal.overTime());
        column("requests", refusal.overTime(), 0);
        json.writeEndObject();
        json.writeEndObject();
    }

    private void pace(final String name, final SaleReport.Pace pace) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeNumberField("peakOrdersPerSecond", pace.peakOrders());
        if (pace.peakOrders() > 0) {
            json.writeNumberField("peakSecond", pace.peakSecond());
        }
        buckets(pace.overTime());
        column("orders", pace.overTime(), PaceTally.ORDERS);
        column("units", pace.overTime(), PaceTally.UNITS);
        json.writeEndObject();
    }

    private void buckets(final Series series) throws IOException {
        final long millis = series.widthNanos() / NANOS_PER_MILLI;
        json.writeNumberField("bucketMillis", millis);
        json.writeArrayFieldStart("sinceOpeningMillis");
        for (int place = 0; place < series.size(); place++) {
            json.writeNumber(series.bucket(place) * millis);
        }
        json.writeEndArray();
    }

    private void column(final String name, final Series series, final int column) throws IOException {
        json.writeArrayFieldStart(name);
        for (int place = 0; place < series.size(); place++) {
            json.writeNumber(series.count(place, column));
        }
        json.writeEndArray();
    }

    /** Of which records the report was made. */
    private void source() throws IOException {
        json.writeObjectFieldStart("journal");
        time("foundedAt", report.journal().foundedAtNanos());
        json.writeStringField("foundingDigest", hex(report.journal().foundingDigest()));
        json.writeNumberField("firstSequence", 1);
        json.writeNumberField("lastSequence", report.upTo().sequence());
        time("lastRecordAt", report.upTo().timestampNanos());
        json.writeStringField("stateDigest", hex(report.upTo().digest()));
        json.writeEndObject();
    }

    private void time(final String name, final long nanos) throws IOException {
        if (nanos != SaleReport.NEVER) {
            json.writeStringField(name, Figures.time(nanos));
        }
    }

    private void number(final String name, final BigInteger value) throws IOException {
        json.writeFieldName(name);
        json.writeNumber(value);
    }

    private void ratio(final String name, final long part, final long of) throws IOException {
        if (of > 0) {
            json.writeFieldName(name);
            json.writeNumber(Figures.ratio(part, of, RATIO_DECIMALS));
        }
    }

    static String hex(final long digest) {
        return String.format(java.util.Locale.ROOT, "%016x", digest);
    }
}
