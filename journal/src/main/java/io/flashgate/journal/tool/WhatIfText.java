package io.flashgate.journal.tool;

import io.flashgate.journal.Stamp;
import io.flashgate.journal.whatif.ChangedAnswer;
import io.flashgate.journal.whatif.ItemOutlook;
import io.flashgate.journal.whatif.Outlook;
import io.flashgate.journal.whatif.RuleChange;
import io.flashgate.journal.whatif.WhatIf;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The answer to a what-if for people: two columns, then the requests that would have been answered otherwise. */
final class WhatIfText {

    private static final double NANOS_PER_SECOND = 1e9;

    private final PrintWriter out;

    WhatIfText(final PrintWriter out) {
        this.out = out;
    }

    void print(final WhatIf result, final List<RuleChange> changes, final boolean isPaid) {
        out.println("What if sale " + result.was().saleId() + " had had "
                + changes.stream().map(RuleChange::toString).collect(Collectors.joining(", ")) + "?");
        out.println();
        row("", "as it was", "as it would be");
        row("requests decided", result.decided(), result.decided());
        row("orders", result.before().orders(), result.after().orders());
        if (result.was().hold() != null || result.would().hold() != null) {
            row("holds that expired", result.before().expired(), result.after().expired());
        }
        for (int item = 0; item < result.before().items().size(); item++) {
            print(result, item);
        }
        row(
                "revenue, minor units of " + result.was().currency(),
                result.before().revenue(),
                result.after().revenue());
        row("phase", result.before().phase(), result.after().phase());
        row("last unit taken", gone(result.before()), gone(result.after()));
        out.println();
        out.println("would have got an order:      " + StoryText.number(result.gained()));
        out.println("would have got none:          " + StoryText.number(result.lost()));
        out.println("refused for another reason:   " + StoryText.number(result.otherwise()));
        if (result.latePayments() > 0) {
            out.println("payments for no order any more: " + StoryText.number(result.latePayments()));
        }
        print(result.changes(), result.gained() + result.lost() + result.otherwise());
        out.println();
        out.println("What the journal cannot know:");
        WhatIfNotes.of(result, isPaid).forEach(note -> out.println("  * " + note));
    }

    private void print(final WhatIf result, final int item) {
        final ItemOutlook before = result.before().items().get(item);
        final ItemOutlook after = result.after().items().get(item);
        row(before.sku() + " stock", before.stock(), after.stock());
        row(before.sku() + " sold", before.sold(), after.sold());
        if (before.held() + after.held() > 0) {
            row(before.sku() + " held", before.held(), after.held());
        }
        row(before.sku() + " available", before.available(), after.available());
    }

    private void print(final List<ChangedAnswer> changes, final long all) {
        if (changes.isEmpty()) {
            return;
        }
        out.println();
        for (final ChangedAnswer change : changes) {
            out.println("  " + change.sequence() + " " + Stamp.format(change.timestampNanos()) + " " + change.buyerId()
                    + " " + change.wish() + " key=" + change.key() + ": " + change.was() + " → " + change.would());
        }
        if (all > changes.size()) {
            out.println("  … and " + StoryText.number(all - changes.size()) + " more (--limit 0 lists all)");
        }
    }

    private static String gone(final Outlook outlook) {
        return outlook.goneAtNanos() == 0
                ? "some are left"
                : String.format(
                        Locale.ROOT,
                        "%.6f s after opening",
                        (outlook.goneAtNanos() - outlook.opensAtNanos()) / NANOS_PER_SECOND);
    }

    private void row(final String name, final long before, final long after) {
        row(name, StoryText.number(before), StoryText.number(after));
    }

    private void row(final String name, final String before, final String after) {
        out.println(String.format(Locale.ROOT, "%-30s %24s %24s", name, before, after));
    }
}
