package io.flashgate.journal.tool;

import com.fasterxml.jackson.core.JsonGenerator;
import io.flashgate.journal.whatif.RuleChange;
import io.flashgate.journal.whatif.WhatIf;
import io.flashgate.journal.whatif.WhatIf.Assumption;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code flashgate journal what-if DIR --sale S --set RULE=VALUE …}: the same requests under another rule. */
@Command(
        name = "what-if",
        description = {
            "Decides the recorded requests of a sale again under other rules, and says what would have changed.",
            "Ticks and expiries come when they are due by those rules. What was refused without being sequenced is not in",
            "the journal, only how often: the notes say how far off that may be. Rules: stock, stock.SKU, buyerLimit,",
            "buyerLimit.SKU, opensAt, closesAt, groups, hold.ttl, hold.extension, hold.attempts; \"none\" takes one away."
        })
public final class WhatIfCommand extends JournalTask {

    private static final int SHOWN = 20;

    @Option(names = "--sale", required = true, paramLabel = "ID", description = "The sale.")
    private String sale;

    @Option(
            names = "--set",
            required = true,
            paramLabel = "RULE=VALUE",
            description =
                    "Another rule, such as stock=400, stock.cap=10, closesAt=2026-11-27T12:10:00Z, buyerLimit=none,"
                            + " hold.ttl=PT3M. May be given several times.")
    private List<String> settings;

    @Option(
            names = "--assume-paid",
            description =
                    "Held orders that only the other rule makes are paid for at once. Without this they expire: nobody knows.")
    private boolean isPaid;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "How many changed answers are listed, the first ones; 0: all. 20 unless it is given.")
    private int limit = SHOWN;

    @Override
    int run(final Path journal, final PrintWriter out) throws IOException {
        if (limit < 0) {
            throw wrong("--limit: expected 0 or more, found " + limit);
        }
        final List<RuleChange> changes = new ArrayList<>();
        final WhatIf result;
        try (Progress progress = progress("what-if", journal)) {
            for (final String setting : settings) {
                changes.add(RuleChange.parse(setting));
            }
            result = WhatIf.of(
                    journal,
                    sale,
                    changes,
                    isPaid ? Assumption.NEW_HOLDS_ARE_PAID : Assumption.NEW_HOLDS_EXPIRE,
                    limit == 0 ? Integer.MAX_VALUE : limit,
                    progress::at);
        } catch (final IllegalArgumentException wrong) {
            throw wrong(wrong.getMessage());
        }
        if (isJson()) {
            try (JsonGenerator json = Json.generator(out)) {
                new WhatIfJson(json).write(result, changes, isPaid);
            }
            out.println();
        } else {
            new WhatIfText(out).print(result, changes, isPaid);
        }
        return CommandLine.ExitCode.OK;
    }
}
