package io.flashgate.journal.tool;

import io.flashgate.core.CommandView;
import io.flashgate.core.order.Outcome;
import io.flashgate.journal.JournalReader;
import io.flashgate.journal.sale.OrderName;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code flashgate journal inspect DIR}: a line a record. What is good in a damaged journal is shown, then the damage. */
@Command(
        name = "inspect",
        description = {
            "Shows records, a line each; all of the filters that are given must fit.",
            "Exit status 1: what is good was shown, then the first bad place."
        })
public final class InspectCommand extends JournalTask {

    private static final int LINES_PER_CHECK = 256;

    private final Watch watch;

    @Option(
            names = "--from",
            paramLabel = "SEQUENCE|TIME",
            converter = Bound.Converter.class,
            description = "The first record: its sequence, or an RFC 3339 time.")
    private Bound from;

    @Option(
            names = "--to",
            paramLabel = "SEQUENCE|TIME",
            converter = Bound.Converter.class,
            description = "The last record: its sequence, or an RFC 3339 time.")
    private Bound to;

    @Option(names = "--sale", paramLabel = "ID", description = "Only records of this sale.")
    private String sale;

    @Option(
            names = "--sku",
            paramLabel = "ID",
            description = "Only sales with this item, purchases that ask for it, and what became of their held orders.")
    private String sku;

    @Option(
            names = "--buyer",
            paramLabel = "ID",
            description = "Only purchases of this buyer, and what became of the buyer's held orders.")
    private String buyer;

    @Option(
            names = "--order",
            paramLabel = "ID",
            converter = OrderNameConverter.class,
            description = "Only the purchase that made this order, and what became of it.")
    private OrderName order;

    @Option(
            names = "--key",
            paramLabel = "KEY",
            description = "Only purchases with this Idempotency-Key, and what became of their held orders.")
    private String key;

    @Option(
            names = "--outcome",
            paramLabel = "OUTCOME",
            split = ",",
            converter = OutcomeName.class,
            description = "Only records with one of these outcomes, such as SOLD_OUT,BUYER_LIMIT.")
    private List<Outcome> outcomes = List.of();

    @Option(
            names = "--follow",
            description =
                    "Waits at the end for what a live gateway appends, until Ctrl-C. A record is shown as soon as it is"
                            + " written, which may be before it is on the disk.")
    private boolean follow;

    public InspectCommand() {
        this(null);
    }

    /**
     * @param watch what ends {@code --follow}; null: the process's signals
     */
    InspectCommand(final Watch watch) {
        this.watch = watch;
    }

    @Override
    int run(final Path journal, final PrintWriter out) throws IOException {
        final Set<Outcome> wanted = EnumSet.noneOf(Outcome.class);
        wanted.addAll(outcomes);
        final RecordFilter filter = new RecordFilter()
                .sale(sale)
                .sku(sku)
                .buyer(buyer)
                .order(order)
                .key(key)
                .outcomes(wanted);
        final RecordPrinter printer = isJson() ? new JsonPrinter(out) : new TextPrinter(out);
        try (JournalReader reader = JournalReader.open(journal)) {
            if (from != null && !from.isTime() && !filter.looksBack()) {
                reader.moveTo(from.value());
            }
            if (follow) {
                try (Watch end = watch == null ? new Watch().listen() : watch) {
                    boolean goesOn = show(reader, filter, printer, out);
                    while (goesOn && !out.checkError() && end.pause()) {
                        goesOn = show(reader, filter, printer, out);
                    }
                    out.flush();
                }
            } else {
                show(reader, filter, printer, out);
            }
            return CommandLine.ExitCode.OK;
        }
    }

    /** Shows what there is. False: nothing more is wanted. */
    private boolean show(
            final JournalReader reader, final RecordFilter filter, final RecordPrinter printer, final PrintWriter out)
            throws IOException {
        final CommandView command = new CommandView();
        int lines = 0;
        while (reader.next()) {
            if (to != null && to.isBefore(reader)) {
                return false;
            }
            command.wrap(reader.command(), reader.commandOffset());
            if (!filter.wants(reader, command) || from != null && from.isAfter(reader)) {
                continue;
            }
            printer.print(reader, CommandFacts.of(command));
            lines++;
            // Nobody reads on: "| head" has seen enough.
            if (lines % LINES_PER_CHECK == 0 && out.checkError()) {
                return false;
            }
        }
        return true;
    }
}
