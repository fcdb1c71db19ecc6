package io.flashgate.journal.tool;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flashgate.journal.JournalDamagedException;
import io.flashgate.journal.replay.ReplayDifferenceException;

/** What stopped a command, in one line: which file, which record, what was expected and what was found. */
final class Trouble {

    private Trouble() {}

    static String asText(final Exception bad) {
        return bad.getMessage() == null ? bad.toString() : bad.getMessage();
    }

    static String asJson(final Exception bad) {
        return json(bad).toString();
    }

    /** {@code error} is {@code damage}, {@code difference} or {@code unreadable}. */
    static ObjectNode json(final Exception bad) {
        final ObjectNode json = JsonNodeFactory.instance.objectNode();
        if (bad instanceof JournalDamagedException damage) {
            json.put("error", "damage")
                    .put("file", damage.file())
                    .put("index", "0x" + Long.toHexString(damage.index()))
                    .put("sequence", damage.expectedSequence())
                    .put("detail", damage.detail());
        } else if (bad instanceof ReplayDifferenceException difference) {
            json.put("error", "difference")
                    .put("sequence", difference.sequence())
                    .put("field", difference.field())
                    .put("expected", difference.expected())
                    .put("found", difference.found());
        } else {
            json.put("error", "unreadable");
        }
        return json.put("message", asText(bad));
    }
}
