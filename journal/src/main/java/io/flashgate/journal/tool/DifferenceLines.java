package io.flashgate.journal.tool;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flashgate.journal.diff.Difference;
import io.flashgate.journal.diff.Difference.Kind;
import io.flashgate.journal.diff.Differences;
import java.io.PrintWriter;
import java.util.Locale;

/** Differences as lines, and as JSON. */
final class DifferenceLines {

    private DifferenceLines() {}

    static void print(final Differences differences, final PrintWriter out) {
        for (final Difference difference : differences.first()) {
            out.println("  " + line(difference));
        }
        final long more = differences.count() - differences.first().size();
        if (more > 0) {
            out.println("  … and " + StoryText.number(more) + " more (--limit 0 lists all)");
        }
    }

    /** Adds the counts and the differences themselves. */
    static void add(final Differences differences, final ObjectNode json) {
        json.put("missingInA", differences.count(Kind.MISSING_IN_A))
                .put("missingInB", differences.count(Kind.MISSING_IN_B))
                .put("otherwise", differences.count(Kind.OTHERWISE));
        final ArrayNode list = json.putArray("differences");
        for (final Difference difference : differences.first()) {
            final ObjectNode node = list.addObject()
                    .put(
                            "kind",
                            difference.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'))
                    .put("sequence", difference.sequence())
                    .put("saleId", difference.request().saleId())
                    .put("buyerId", difference.request().buyerId())
                    .put("key", difference.request().key());
            if (difference.member() != null) {
                node.put("member", difference.member());
            }
            node.put("a", difference.a()).put("b", difference.b());
        }
    }

    private static String line(final Difference difference) {
        final String what = switch (difference.kind()) {
            case MISSING_IN_A -> "only in B: " + difference.b();
            case MISSING_IN_B -> "only in A: " + difference.a();
            case OTHERWISE -> difference.member() + ": A " + difference.a() + ", B " + difference.b();
        };
        return (difference.sequence() == 0 ? "no sequence" : "sequence " + difference.sequence()) + " "
                + difference.request() + ": " + what;
    }
}
