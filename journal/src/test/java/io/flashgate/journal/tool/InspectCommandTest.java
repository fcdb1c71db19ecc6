package io.flashgate.journal.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flashgate.journal.Till;
import io.flashgate.journal.sale.FridaySale;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@DisplayName("flashgate journal inspect")
class InspectCommandTest {

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);

    @TempDir
    private Path folder;

    @Test
    @DisplayName("finds by item, order, key and outcome, and what became of the orders that it finds")
    void filters() throws IOException {
        try (Till till = new Till(folder)) {
            till.found(); // 1
            till.define(FridaySale.of("friday", 3, 5)); // 2
            till.define("summer", 3); // 3
            till.after(1).buy("friday", "alice", "a-1", 1); // 4
            till.after(1).buyAll("friday", "bob", "b-1", "cap"); // 5
            till.after(1).buyAll("friday", "bob", "b-2", "cap", "sneaker-42"); // 6
            till.after(1).buy("friday", "carol", "c-1", 2); // 7
            till.after(1).buy("summer", "alice", "a-1", 1); // 8
            till.confirm("friday", 1); // 9
            till.cancel("friday", 2, "bob"); // 10
            till.after(FridaySale.TTL).due(); // 11
        }
        assertEquals(List.of(2L, 5L, 6L, 10L, 11L), sequences("--sku", "cap"));
        assertEquals(List.of(5L, 6L, 10L, 11L), sequences("--buyer", "bob"));
        assertEquals(List.of(10L, 11L), sequences("--buyer", "bob", "--from", "7"));
        assertEquals(List.of(4L, 8L, 9L), sequences("--key", "a-1"));
        assertEquals(List.of(4L, 9L), sequences("--key", "a-1", "--sale", "friday"));
        assertEquals(List.of(5L, 10L), sequences("--order", "friday-2"));
        assertEquals(List.of(7L), sequences("--outcome", "insufficient-stock"));
        assertEquals(List.of(4L, 5L, 6L, 8L), sequences("--outcome", "HELD,ACCEPTED"));
        assertEquals(List.of(10L), sequences("--outcome", "ORDER_CANCELLED", "--buyer", "bob"));
        assertEquals(List.of(), sequences("--order", "winter-1"));
        Run.of("inspect", folder, "--order", "friday").mustEndWith(2);
        assertTrue(Run.of("inspect", folder, "--outcome", "sold")
                .mustEndWith(2)
                .err()
                .contains("SOLD_OUT"));
    }

    @Test
    @DisplayName("follows what a live gateway appends, and ends when it is told to")
    void follows() throws Exception {
        try (Till till = new Till(folder)) {
            till.found();
            till.define("summer", 3);
            final Watch watch = new Watch();
            final StringWriter out = new StringWriter();
            final CompletableFuture<Integer> followed =
                    CompletableFuture.supplyAsync(() -> new CommandLine(new InspectCommand(watch))
                            .setOut(new PrintWriter(out))
                            .execute(folder.toString(), "--follow", "--sale", "summer"));
            eventually(() -> out.toString().contains("DefineSale"));
            till.after(1).buy("summer", "alice", "a-1", 1);
            eventually(() -> out.toString().contains("buyer=alice"));
            till.tick();
            till.after(1).buy("summer", "bob", "b-1", 1);
            eventually(() -> out.toString().contains("buyer=bob"));
            assertFalse(followed.isDone());

            watch.stop();
            assertEquals(0, followed.get(20, TimeUnit.SECONDS));
            assertEquals(3, out.toString().lines().count());
        }
    }

    private List<Long> sequences(final Object... options) {
        final List<Object> arguments = new ArrayList<>(List.of("inspect", folder));
        arguments.addAll(List.of(options));
        return Run.of(arguments.toArray()).mustEndWith(0).lines().stream()
                .map(line -> Long.parseLong(line.split(" ")[0]))
                .toList();
    }

    private static void eventually(final BooleanSupplier condition) throws InterruptedException {
        final long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "not in time");
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }
}
