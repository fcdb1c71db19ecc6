package io.flashgate.journal.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/**
 * What a {@code flashgate journal …} command said and how it ended.
 *
 * @param status the exit status
 */
public record Run(int status, String out, String err) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Runs a command; arguments are taken as text. */
    public static Run of(final Object... arguments) {
        final List<String> texts = new ArrayList<>();
        for (final Object argument : arguments) {
            texts.add(argument.toString());
        }
        final StringWriter out = new StringWriter();
        final StringWriter err = new StringWriter();
        final int status = new CommandLine(new JournalCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(texts.toArray(new String[0]));
        return new Run(status, out.toString(), err.toString());
    }

    public Run mustEndWith(final int expected) {
        assertEquals(expected, status, () -> this.toString());
        return this;
    }

    public List<String> lines() {
        return out.lines().toList();
    }

    /** The one object that was printed. */
    public JsonNode json() {
        return parse(out);
    }

    /** The objects that were printed, a line each. */
    public List<JsonNode> ndjson() {
        return lines().stream().map(Run::parse).toList();
    }

    private static JsonNode parse(final String text) {
        try {
            return JSON.readTree(text);
        } catch (final JsonProcessingException malformed) {
            throw new AssertionError("expected JSON, found " + text, malformed);
        }
    }
}
