package io.flashgate.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flashgate.gateway.cli.Flashgate;
import io.flashgate.gateway.cli.StopSignal;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The command line, with load in it")
class LoadHelpTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    @DisplayName("finds the command, lists it and explains it")
    void help() {
        assertEquals(0, run("--help"));
        // Only the first line of what is said of a command stands in the list; it must be a whole sentence.
        assertTrue(
                out.toString()
                        .replaceAll("\\s+", " ")
                        .contains(
                                " load Sends purchases at a rate, whatever the server does (open loop), and checks every"
                                        + " answer. Exit status"),
                out::toString);

        assertEquals(0, run("load", "--help"));
        assertTrue(out.toString().contains("Usage: flashgate load"), out::toString);
        assertTrue(out.toString().contains("--grace=TIME"), out::toString);
        assertEquals("", err.toString());
    }

    @Test
    @DisplayName("complains in one line, and suggests")
    void complains() {
        assertEquals(2, run());
        assertTrue(err.toString().contains("Missing command: demo, serve, sale, journal, load"), err::toString);

        assertEquals(2, run("load", "--target", "https://shop", "--sale", "s"));
        assertTrue(err.toString().contains("expected http://HOST:PORT (no https"), err::toString);

        assertEquals(2, run("load", "--target", "http://127.0.0.1:1"));
        assertTrue(err.toString().contains("Missing required option: '--sale=ID'"), err::toString);
    }

    private int run(final String... args) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return Flashgate.run(args, Map.of(), new StopSignal(), new PrintWriter(out), new PrintWriter(err));
    }
}
