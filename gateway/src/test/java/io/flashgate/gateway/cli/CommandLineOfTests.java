package io.flashgate.gateway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;

/** The command line, for tests of other packages. */
public final class CommandLineOfTests {

    private CommandLineOfTests() {}

    /** What a command that must succeed prints. */
    public static String out(final String... args) {
        final StringWriter out = new StringWriter();
        final StringWriter err = new StringWriter();
        final int status = Flashgate.run(args, Map.of(), new StopSignal(), new PrintWriter(out), new PrintWriter(err));
        assertEquals(ExitStatus.DONE, status, err::toString);
        return out.toString();
    }
}
