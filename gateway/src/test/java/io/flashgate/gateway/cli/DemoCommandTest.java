package io.flashgate.gateway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The demo, with a crowd, twice on one folder")
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class DemoCommandTest {

    @TempDir
    private Path folder;

    @AfterEach
    void quietAgain() {
        Logs.apply(Logs.Format.TEXT, Logs.Verbosity.WARN);
    }

    @Test
    void sellsToTheCrowdAndFindsNothingWrong() {
        final StopSignal stop = new StopSignal();
        final String first = demo(stop, "--crowd", "200", "--for", "3s");
        final String second = demo(stop, "--for", "1ms");

        assertTrue(first.contains("/v1/sales/demo/orders"), first);
        assertTrue(first.contains("The crowd: "), first);
        assertTrue(first.contains("nothing oversold, nothing lost"), first);
        assertTrue(second.contains("/v1/sales/demo-2/orders"), second);
    }

    @Test
    void endsWithItsAuditWhenItIsAskedTo() {
        final StopSignal stop = new StopSignal();
        final CompletableFuture<String> running = CompletableFuture.supplyAsync(() -> demo(stop, "--crowd", "100000"));

        stop.request();

        assertTrue(running.join().contains("nothing oversold, nothing lost"), running::join);
    }

    private String demo(final StopSignal stop, final String... more) {
        final String[] fixed = {
            "demo",
            "--port",
            "0",
            "--admin-port",
            "0",
            "--data",
            folder.toString(),
            "--durability",
            "os",
            "--max-answers",
            "10000",
            "--max-orders",
            "10000",
            "--min-free",
            "1M"
        };
        final String[] args = new String[fixed.length + more.length];
        System.arraycopy(fixed, 0, args, 0, fixed.length);
        System.arraycopy(more, 0, args, fixed.length, more.length);
        final StringWriter out = new StringWriter();
        final StringWriter err = new StringWriter();
        final int exitStatus = Flashgate.run(args, Map.of(), stop, new PrintWriter(out), new PrintWriter(err));
        assertEquals(ExitStatus.DONE, exitStatus, () -> out + "\n" + err);
        return out.toString();
    }
}
