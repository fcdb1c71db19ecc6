package io.flashgate.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flashgate.gateway.cli.Flashgate;
import io.flashgate.gateway.cli.StopSignal;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code flashgate load} as a test runs it: through the whole command line, which finds the command by itself. */
final class Load {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private final StopSignal stop = new StopSignal();

    Load(final Path folder) {
        this.folder = folder;
    }

    /**
     * What a run came to.
     *
     * @param result null where there is none
     */
    record Outcome(int exitStatus, String out, String err, JsonNode result) {

        Outcome mustExit(final int status) {
            assertEquals(status, exitStatus, this::toString);
            return this;
        }

        Outcome mustSay(final String part) {
            assertTrue((out + err).contains(part), () -> this + " lacks " + part);
            return this;
        }

        long number(final String pointer) {
            assertTrue(result.at(pointer).isNumber(), () -> result + " lacks " + pointer);
            return result.at(pointer).asLong();
        }

        List<String> violations() {
            return result.path("violations").findValuesAsText("kind");
        }

        @Override
        public String toString() {
            return "exit " + exitStatus + "\n" + out + "\n" + err;
        }
    }

    StopSignal stop() {
        return stop;
    }

    /** Words of the command line after {@code load}. */
    Outcome run(final String... words) throws IOException {
        final Path json = folder.resolve("result.json");
        final List<String> args = new ArrayList<>(List.of("load"));
        args.addAll(List.of(words));
        args.addAll(List.of("--json", json.toString()));
        if (!args.contains("--grace")) {
            // A busy machine is no reason for a test to fail.
            args.addAll(List.of("--grace", "20s"));
        }
        final StringWriter out = new StringWriter();
        final StringWriter err = new StringWriter();
        final int exitStatus =
                Flashgate.run(args.toArray(String[]::new), Map.of(), stop, new PrintWriter(out), new PrintWriter(err));
        final JsonNode result = Files.exists(json) ? JSON.readTree(json.toFile()) : null;
        Files.deleteIfExists(json);
        return new Outcome(exitStatus, out.toString(), err.toString(), result);
    }
}
