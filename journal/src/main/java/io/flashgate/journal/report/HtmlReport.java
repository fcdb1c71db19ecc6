package io.flashgate.journal.report;

import io.flashgate.core.sale.SaleDefinition;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Reports for people: one page that needs nothing else, neither a network nor scripts. It can be sent on, read on a phone, in the dark
 * and on paper.
 */
final class HtmlReport {

    /** For who opens the page as a file; the gateway says the same in a header. */
    private static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'";

    private static final String STYLE = resource("report.css");

    private HtmlReport() {}

    static String of(final List<SaleReport> reports) {
        final Markup page = new Markup();
        page.open("html", "lang", "en").open("head");
        page.single("meta", "charset", "utf-8");
        page.single("meta", "http-equiv", "Content-Security-Policy", "content", POLICY);
        page.single("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        page.single("meta", "name", "color-scheme", "content", "light dark");
        page.single("meta", "name", "robots", "content", "noindex");
        page.element("title", title(reports)).style(STYLE).end("head");
        page.open("body");
        if (reports.size() > 1) {
            contents(page, reports);
        } else if (reports.isEmpty()) {
            page.open("main").element("p", "The journal has no sales.").end("main");
        }
        for (int place = 0; place < reports.size(); place++) {
            new SaleSection(page, reports.get(place), place).write();
        }
        page.end("body").end("html");
        return page.document();
    }

    /** What a sale is called: by its title, if it has one. */
    static String name(final SaleDefinition sale) {
        return sale.title().isBlank() ? sale.saleId() : sale.title();
    }

    private static String title(final List<SaleReport> reports) {
        return reports.size() == 1
                ? "Sales report: " + name(reports.get(0).definition())
                : "Sales reports: " + Figures.count(reports.size()) + " sales";
    }

    private static void contents(final Markup page, final List<SaleReport> reports) {
        page.open("nav", "aria-label", "Sales").element("h1", "Sales reports").open("ol");
        for (int place = 0; place < reports.size(); place++) {
            final SaleReport report = reports.get(place);
            page.open("li").open("a", "href", "#sale-" + place);
            page.theirs(name(report.definition())).close("a").open("span");
            page.text(
                    Figures.money(report.totals().revenue(), report.definition().currency()));
            page.close("span").end("li");
        }
        page.end("ol").end("nav");
    }

    private static String resource(final String name) {
        try (InputStream file = HtmlReport.class.getResourceAsStream(name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (final IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
