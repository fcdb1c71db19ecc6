package io.flashgate.journal.report;

import io.flashgate.core.order.Outcome;

/** The part of the page that says who was refused, why and when: a row a reason, with how it rose. */
final class RefusalSection {

    private static final int ROW_HEIGHT = 46;

    private final Markup page;
    private final SaleReport report;
    private final String id;

    RefusalSection(final Markup page, final SaleReport report, final String id) {
        this.page = page;
        this.report = report;
        this.id = id;
    }

    void write() {
        final long refused = report.refusals().stream()
                .mapToLong(SaleReport.Refusal::requests)
                .sum();
        page.open("section").element("h2", "Refusals");
        page.element(
                "p",
                refused == 0
                        ? "Nobody was refused. " + repeats()
                        : Figures.count(refused) + " requests were refused. " + repeats()
                                + " Each row shows how its reason rose, by time since the opening, up to its own total.",
                "class",
                "small");
        if (refused > 0) {
            rows(refused);
        }
        page.end("section");
    }

    private String repeats() {
        return report.requests().repeated() == 0
                ? ""
                : Figures.count(report.requests().repeated()) + " retries heard their first answer again.";
    }

    private void rows(final long refused) {
        long fromNanos = 0;
        long toNanos = 1;
        for (final SaleReport.Refusal refusal : report.refusals()) {
            final Series series = refusal.overTime();
            fromNanos = Math.min(fromNanos, series.bucket(0) * series.widthNanos());
            toNanos = Math.max(toNanos, series.endNanos());
        }
        page.open("div", "class", "reasons");
        for (final SaleReport.Refusal refusal : report.refusals()) {
            page.open("div", "class", "reason");
            page.open("p").element("strong", words(refusal.reason()));
            page.element("span", explanation(refusal.reason()), "class", "small")
                    .close("p");
            page.open("p", "class", "number").element("strong", Figures.count(refusal.requests()));
            page.element("span", Figures.percent(refusal.requests(), refused), "class", "small")
                    .close("p");
            new TimeChart(page, id + '-' + Figures.reason(refusal.reason()), ROW_HEIGHT, fromNanos, toNanos)
                    .sum(
                            refusal.overTime(),
                            0,
                            refusal.requests(),
                            null,
                            words(refusal.reason()) + ", requests so far",
                            Figures.count(refusal.requests()) + " requests in all.");
            page.end("div");
        }
        page.open("div", "class", "reason");
        new TimeChart(page, id + "-refusals", ROW_HEIGHT, fromNanos, toNanos).timeAxis();
        page.end("div").end("div");
    }

    private static String words(final Outcome reason) {
        return switch (reason) {
            case SOLD_OUT -> "Item sold out";
            case INSUFFICIENT_STOCK -> "Too few left";
            case BUYER_LIMIT -> "Buyer’s limit";
            case HOLD_ATTEMPTS -> "Too many holds";
            case KEY_REUSED -> "Key used before";
            case UNKNOWN_ITEM -> "Unknown item";
            case SALE_SOLD_OUT -> "Sale sold out";
            case SALE_CLOSED -> "Sale closed";
            case NOT_OPEN_YET -> "Not open yet";
            case NOT_ADMITTED -> "Not admitted";
            case OVERLOADED -> "No room";
            default -> Figures.reason(reason);
        };
    }

    private static String explanation(final Outcome reason) {
        return switch (reason) {
            case SOLD_OUT -> "nothing of the item was available, while the sale went on";
            case INSUFFICIENT_STOCK -> "fewer units were left than asked for";
            case BUYER_LIMIT -> "the buyer had as many as one may have";
            case HOLD_ATTEMPTS -> "the buyer had held as often as one may";
            case KEY_REUSED -> "another request with the same key";
            case UNKNOWN_ITEM -> "the sale has no such item";
            case SALE_SOLD_OUT -> "came after the last unit was sold";
            case SALE_CLOSED -> "came after the end";
            case NOT_OPEN_YET -> "came before the opening";
            case NOT_ADMITTED -> "the buyer’s group is not admitted";
            case OVERLOADED -> "the gateway’s tables were full";
            default -> "";
        };
    }
}
