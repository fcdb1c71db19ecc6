package io.flashgate.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flashgate.bench.load.Load.Outcome;
import io.flashgate.bench.load.LyingShop.Lie;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Requests are due when they are due")
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class OpenLoopTest {

    @TempDir
    private Path folder;

    @Test
    @DisplayName("so a server that stalls once shows in every request that was due meanwhile")
    void aStallIsNotOmitted() throws IOException {
        try (LyingShop shop = new LyingShop(Lie.STALLS_ONCE, 10_000)) {
            // Two connections: a closed loop would have sent two requests into the stall, 200 were due.
            final Outcome open = new Load(folder)
                    .run("--target", shop.url(), "--sale", "s", "--rate", "400/s", "--for", "2s", "--connections", "2");

            final long stalled = stalledMicros();
            open.mustExit(0);
            assertTrue(open.number("/latencyMicros/all/p99") > stalled * 8 / 10, open::toString);
            // A quarter of the time it stalls, so a quarter of the requests wait, for half of it on average.
            assertTrue(open.number("/latencyMicros/all/p90") > stalled / 4, open::toString);
            assertEquals(800, open.number("/measured"));
        }
    }

    @Test
    @DisplayName("while a closed loop hardly notices, and says that it is one")
    void aClosedLoopOmitsIt() throws IOException {
        try (LyingShop shop = new LyingShop(Lie.STALLS_ONCE, 1_000_000)) {
            final Outcome closed = new Load(folder)
                    .run(
                            "--target",
                            shop.url(),
                            "--sale",
                            "s",
                            "--profile",
                            "closed",
                            "--for",
                            "2s",
                            "--connections",
                            "2");

            closed.mustExit(0).mustSay("This is capacity, not latency under load");
            assertTrue(closed.result().path("closedLoop").asBoolean());
            assertTrue(closed.result().path("intendedRate").isNull());
            assertTrue(closed.number("/latencyMicros/all/p99") < stalledMicros() / 2, closed::toString);
        }
    }

    @Test
    @DisplayName("and a rate that the server cannot keep is a failed run")
    void aMissedRateFails() throws IOException {
        try (LyingShop shop = new LyingShop(Lie.IS_SLOW, 10_000)) {
            // One connection, 20 ms an answer: 50 a second at best.
            final Outcome outcome = new Load(folder)
                    .run(
                            "--target",
                            shop.url(),
                            "--sale",
                            "s",
                            "--rate",
                            "200",
                            "--for",
                            "1s",
                            "--connections",
                            "1",
                            "--grace",
                            "50ms");

            outcome.mustExit(1).mustSay("MISSED").mustSay("missed rate: 200/s were due");
            assertTrue(outcome.result().path("missedRate").asBoolean());
            assertTrue(outcome.number("/unsent") > 100, outcome::toString);
            assertTrue(outcome.number("/achievedRate") < 100, outcome::toString);
        }
    }

    @Test
    @DisplayName("also by steps, and at random, after a warm-up that is not measured")
    void otherProfiles() throws IOException {
        try (LyingShop shop = new LyingShop(Lie.NONE, 10_000)) {
            final Outcome steps = new Load(folder)
                    .run(
                            "--target",
                            shop.url(),
                            "--sale",
                            "s",
                            "--steps",
                            "100/s:500ms,400/s:500ms",
                            "--warm-up",
                            "500ms");
            final Outcome poisson = new Load(folder)
                    .run(
                            "--target",
                            shop.url(),
                            "--sale",
                            "s",
                            "--profile",
                            "poisson",
                            "--rate",
                            "300/s",
                            "--for",
                            "1s",
                            "--seed",
                            "7");
            final Outcome again = new Load(folder)
                    .run(
                            "--target",
                            shop.url(),
                            "--sale",
                            "s",
                            "--profile",
                            "poisson",
                            "--rate",
                            "300/s",
                            "--for",
                            "1s",
                            "--seed",
                            "7");

            assertEquals(250, steps.mustExit(0).number("/measured"));
            assertEquals(300, steps.number("/sent"));
            assertEquals(poisson.mustExit(0).number("/sent"), again.mustExit(0).number("/sent"));
            assertTrue(Math.abs(poisson.number("/sent") - 300) < 90, poisson::toString);
        }
    }

    @Test
    @DisplayName("until somebody stops it; what was heard by then is told")
    void endsEarly() throws IOException {
        try (LyingShop shop = new LyingShop(Lie.NONE, 10_000)) {
            final Load load = new Load(folder);
            load.stop().request();

            final Outcome outcome = load.run("--target", shop.url(), "--sale", "s", "--rate", "100/s", "--for", "1h");

            outcome.mustSay("Stopped early.");
            assertTrue(outcome.result().path("stoppedEarly").asBoolean());
        }
    }

    private static long stalledMicros() {
        return TimeUnit.MILLISECONDS.toMicros(LyingShop.STALL_MILLIS);
    }
}
