package io.flashgate.journal.tool;

import io.flashgate.core.order.Outcome;
import io.flashgate.journal.whatif.WhatIf;
import java.util.ArrayList;
import java.util.List;

/** What the answer to a what-if cannot know, and how far off it may be. */
final class WhatIfNotes {

    private WhatIfNotes() {}

    static List<String> of(final WhatIf result, final boolean isPaid) {
        final List<String> notes = new ArrayList<>();
        final long over = count(result, Outcome.SALE_SOLD_OUT) + count(result, Outcome.SALE_CLOSED);
        final boolean isLonger = result.would().closesAtNanos() > result.was().closesAtNanos();
        final boolean isMore = result.would().totalStock() > result.was().totalStock();
        if (over > 0 && (isLonger || isMore || result.gained() > 0 || result.lost() > 0)) {
            final long left = result.after().items().stream()
                    .mapToLong(item -> item.available())
                    .sum();
            notes.add(StoryText.count(over, "request") + " came when the sale was over, and were refused without being"
                    + " sequenced: who asked for what is not in the journal. "
                    + (left == 0
                            ? "Nothing would have been left for them."
                            : "Some of the " + StoryText.count(left, "unit")
                                    + " left might have been theirs, so the orders"
                                    + " are the fewest there would have been."));
        }
        final long early = count(result, Outcome.NOT_OPEN_YET);
        if (early > 0 && result.would().opensAtNanos() < result.was().opensAtNanos()) {
            notes.add(StoryText.count(early, "request")
                    + " came before the sale opened, and are not in the journal either.");
        }
        final long strangers = count(result, Outcome.NOT_ADMITTED);
        if (strangers > 0 && !result.would().groups().equals(result.was().groups())) {
            notes.add(StoryText.count(strangers, "request")
                    + " came out of groups that were not admitted, and are not in the journal either.");
        }
        if (result.would().hold() != null && result.gained() > 0) {
            notes.add(
                    isPaid
                            ? "Whether the new holds would have been paid for is not known; they are taken as paid for at once."
                            : "Whether the new holds would have been paid for is not known; they are left to expire"
                                    + " (--assume-paid takes them as paid for).");
        }
        if (result.was().hold() == null && result.would().hold() != null) {
            notes.add("An order that was confirmed at once is taken as paid for at once.");
        }
        if (result.was().hold() != null && result.would().hold() == null) {
            notes.add("Without holds an order is confirmed at once, also one that was cancelled or that expired.");
        }
        notes.add(
                "Everybody is taken to ask for the same at the same time; who hears another answer might have come again.");
        return notes;
    }

    private static long count(final WhatIf result, final Outcome reason) {
        return result.unsequenced().getOrDefault(reason, 0L);
    }
}
