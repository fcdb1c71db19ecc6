package io.flashgate.journal.tool;

import com.fasterxml.jackson.core.JsonGenerator;
import io.flashgate.journal.JournalReader;
import io.flashgate.journal.sale.JournalOrders;
import io.flashgate.journal.sale.OrderChange;
import io.flashgate.journal.sale.OrderCsv;
import io.flashgate.journal.sale.OrderJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code flashgate journal orders DIR}: the orders of a journal for the merchant's books, in the order of the sequence. */
@Command(
        name = "orders",
        description = {
            "Lists orders, and what became of them, for the merchant's books, in sequence order.",
            "In a sale with holds each change of an order is listed. To go on later, give --after the last sequence that was",
            "read whole. CSV has a row for each item and price of an order; a name that a spreadsheet would take for a formula",
            "gets an apostrophe in front. NDJSON has the members of the admin plane's listing.",
            "On a live gateway's folder the last lines may not be on the disk yet; the admin plane lists only what is."
        })
public final class OrdersCommand extends JournalTask {

    /** What the lines look like. */
    enum Format {
        csv,
        ndjson
    }

    private static final int ORDERS_PER_CHECK = 256;

    @Option(names = "--sale", paramLabel = "ID", description = "Only orders of this sale.")
    private String sale;

    @Option(
            names = "--format",
            paramLabel = "csv|ndjson",
            description = "csv unless said otherwise; --json means ndjson.")
    private Format format;

    @Option(names = "--after", paramLabel = "SEQUENCE", description = "Only what was decided behind this sequence.")
    private long after;

    @Option(names = "--no-header", description = "CSV without the row of the columns' names, to be added to a file.")
    private boolean isHeadless;

    @Override
    int run(final Path journal, final PrintWriter out) throws IOException {
        if (after < 0) {
            throw wrong("--after: expected a sequence number, found " + after);
        }
        if (isJson() && format == Format.csv) {
            throw wrong("--json: expected --format ndjson beside it, found csv");
        }
        final boolean isCsv = !isJson() && format != Format.ndjson;
        final JournalOrders orders = new JournalOrders();
        try (JournalReader reader = JournalReader.open(journal);
                Progress progress = progress("orders", journal);
                OrderCsv csv = new OrderCsv(out, isCsv && !isHeadless);
                JsonGenerator json = Json.generator(out)) {
            int count = 0;
            while (reader.next()) {
                progress.at(reader.sequence());
                final OrderChange order = orders.follow(reader);
                if (order == null
                        || order.sequence() <= after
                        || sale != null && !sale.equals(order.sale().saleId())) {
                    continue;
                }
                if (isCsv) {
                    csv.write(order);
                } else {
                    OrderJson.write(order, json);
                    json.writeRaw('\n');
                }
                count++;
                // Nobody reads on.
                if (count % ORDERS_PER_CHECK == 0 && out.checkError()) {
                    break;
                }
            }
        }
        if (sale != null && !orders.knows(sale)) {
            throw wrong("--sale: expected a sale of the journal, found \"" + sale + '"');
        }
        return CommandLine.ExitCode.OK;
    }
}
