package io.flashgate.gateway.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.flashgate.gateway.Gateway;
import io.flashgate.gateway.GatewayBehind;
import io.flashgate.gateway.GatewaySettings;
import io.flashgate.gateway.pipeline.PipelineSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In this process, with a barrier that the test holds in its hands: what leaves before it, and what after it has failed. */
@DisplayName("An answer behind a barrier")
class BarrierTest {

    /** For the proof that something does not arrive: thousands of times what an answer takes without a barrier. */
    private static final Duration A_WHILE = Duration.ofMillis(150);

    private static final SalePlan SALE = SalePlan.openNow("friday", 10, 2);

    @TempDir
    private Path folder;

    private final HeldBarrier barrier = new HeldBarrier();
    private final Ledger ledger = new Ledger();
    private final Purchase alices = new Purchase("friday", "mug", "alice", 1, "a-1");
    private final Purchase bobs = new Purchase("friday", "mug", "bob", 1, "b-1");
    private final Purchase carols = new Purchase("friday", "mug", "carol", 1, "c-1");

    @Test
    @DisplayName("does not leave before the barrier has returned, and then at once")
    void waitsForItsBarrier() throws Exception {
        try (Gateway gateway = openedForBusiness();
                Wire alice = Wire.to(gateway.publicAddress())) {
            barrier.hold();
            alice.send(alices.request());
            barrier.awaitEntered();

            assertFalse(alice.hearsWithin(A_WHILE), "expected silence while the barrier is held");

            barrier.release();
            assertEquals(201, alice.hear().status());
        } finally {
            barrier.release();
        }
    }

    @Test
    @DisplayName("is not hinted at either: not to a retry, not to a question for the order, not on the sale's page")
    void isNotHintedAt() throws Exception {
        try (Gateway gateway = openedForBusiness();
                Wire alice = Wire.to(gateway.publicAddress());
                Wire retry = Wire.to(gateway.publicAddress());
                Wire question = Wire.to(gateway.publicAddress());
                Wire page = Wire.to(gateway.publicAddress());
                Wire merchant = Wire.to(gateway.adminAddress())) {
            final Heard sold = alice.ask(alices.request());
            assertEquals(201, sold.status(), sold::toString);
            barrier.hold();
            alice.send(bobs.request());
            barrier.awaitEntered();
            retry.send(bobs.request());
            question.send(Wire.request("GET", "/v1/orders/friday-2?buyerId=bob", null));

            assertFalse(retry.hearsWithin(A_WHILE), "a retry must not know more than the disk");
            assertFalse(question.hearsWithin(A_WHILE), "a question must not know more than the disk");
            assertFalse(alice.hearsWithin(A_WHILE), "the purchase itself must not either");
            assertEquals(1, soldMugs(page), "units that the page shows as sold");
            assertEquals(1, merchant.ask(SALE.listing()).text().lines().count(), "orders in the listing");

            barrier.release();
            final Heard first = alice.hear();
            assertEquals(201, first.status());
            final Heard replayed = retry.hear();
            assertTrue(replayed.isReplayed(), replayed::toString);
            assertEquals(first.text(), replayed.text());
            assertEquals(200, question.hear().status());
            assertEquals(2, soldMugs(page));
        } finally {
            barrier.release();
        }
    }

    @Test
    @DisplayName("never leaves once a barrier has failed: 503 for all, not ready, and the reason for the log")
    void neverLeavesAfterAFailedBarrier() throws Exception {
        try (Gateway gateway = openedForBusiness();
                Wire alice = Wire.to(gateway.publicAddress());
                Wire bob = Wire.to(gateway.publicAddress());
                Wire carol = Wire.to(gateway.publicAddress());
                Wire probe = Wire.to(gateway.adminAddress())) {
            alices.heard(alice.ask(alices.request()));
            ledger.sends(alices);
            ledger.sends(bobs);
            ledger.sends(carols);
            barrier.hold();
            bob.send(bobs.request());
            barrier.awaitEntered();
            // In the ring behind the group that fails, a retry of what is durable, and one that comes later.
            carol.send(carols.request());
            alice.send(alices.request());
            assertEquals(200, probe.ask(Wire.request("GET", "/readyz", null)).status());
            barrier.fail();

            assertUnavailable(bob.hear());
            assertUnavailable(carol.hear());
            assertUnavailable(alice.hear());
            assertUnavailable(carol.ask(carols.request()));
            assertEquals(503, probe.ask(Wire.request("GET", "/readyz", null)).status());
            assertEquals(200, probe.ask(Wire.request("GET", "/livez", null)).status());
            final String reason = gateway.failure().toCompletableFuture().get(20, TimeUnit.SECONDS);
            assertTrue(reason.contains("barrier") && reason.contains("Input/output error"), reason);
        }
        // What the disk had of the failed group is uncertain; what was heard is not.
        try (Gateway recovered = Gateway.start(settings());
                Wire buyers = Wire.to(recovered.publicAddress());
                Wire merchant = Wire.to(recovered.adminAddress())) {
            for (final Purchase purchase : List.of(alices, bobs, carols)) {
                purchase.heard(buyers.ask(purchase.request()));
                assertTrue(purchase.isSold(), purchase::toString);
                assertEquals(null, purchase.contradiction());
            }
            assertEquals(3, merchant.ask(SALE.listing()).text().lines().count());
        }
        Journals.verify(settings().data());
    }

    @Test
    @DisplayName("that fails while the gateway drains is no clean end")
    void isNoCleanEndWhenItFailsInTheDrain() throws Exception {
        final Gateway gateway = openedForBusiness();
        try (gateway;
                Wire alice = Wire.to(gateway.publicAddress())) {
            barrier.hold();
            alice.send(alices.request());
            barrier.awaitEntered();
            final Thread drain = new Thread(gateway::drain, "drain");
            drain.start();
            awaitDraining(gateway);
            barrier.fail();

            assertUnavailable(alice.hear());
            drain.join();
            // The process looks at this to know its exit status, so it must not come later than the drain's end.
            assertTrue(gateway.failure().toCompletableFuture().isDone(), "expected the drain to end as a failure");
        } finally {
            barrier.release();
        }
    }

    @Test
    @DisplayName("has it to itself where a group is one command")
    void isAloneInItsGroup() throws Exception {
        try (Gateway gateway = openedForBusiness(
                        PipelineSettings.DEFAULT.withMaxGroup(1).withBarrierInterval(Duration.ofSeconds(1)));
                Wire alice = Wire.to(gateway.publicAddress());
                Wire bob = Wire.to(gateway.publicAddress());
                Wire carol = Wire.to(gateway.publicAddress())) {
            final int before = barrier.begunNanos().size();
            barrier.hold();
            alice.send(alices.request());
            barrier.awaitEntered();
            bob.send(bobs.request());
            carol.send(carols.request());
            barrier.release();
            assertEquals(201, alice.hear().status());
            assertEquals(201, bob.hear().status());
            assertEquals(201, carol.hear().status());

            final List<Long> begun = barrier.begunNanos();
            assertEquals(3, begun.size() - before, "barriers for three purchases");
            final long apartNanos = begun.get(begun.size() - 1) - begun.get(begun.size() - 2);
            assertTrue(apartNanos < 500_000_000, "what waits already was kept waiting for " + apartNanos + " ns");
        } finally {
            barrier.release();
        }
    }

    @Test
    @DisplayName("waits for its group to gather, but only while the one before is fresh")
    void waitsForItsGroupToGather() throws Exception {
        final Duration interval = Duration.ofMillis(400);
        try (Gateway gateway = openedForBusiness(PipelineSettings.DEFAULT.withBarrierInterval(interval));
                Wire alice = Wire.to(gateway.publicAddress())) {
            assertEquals(201, alice.ask(alices.request()).status());
            assertEquals(201, alice.ask(bobs.request()).status());

            final List<Long> begun = barrier.begunNanos();
            final long apartNanos = begun.get(begun.size() - 1) - begun.get(begun.size() - 2);
            assertTrue(apartNanos >= interval.toNanos() * 9 / 10, "barriers only " + apartNanos + " ns apart");
        }
    }

    private Gateway openedForBusiness() throws Exception {
        return openedForBusiness(PipelineSettings.DEFAULT);
    }

    private Gateway openedForBusiness(final PipelineSettings pipeline) throws Exception {
        final Gateway gateway = GatewayBehind.barrier(settings().withPipeline(pipeline), barrier::before);
        try (Wire merchant = Wire.to(gateway.adminAddress())) {
            Merchant.define(merchant, SALE, ledger);
        }
        return gateway;
    }

    private GatewaySettings settings() {
        return GatewaySettings.at(folder.resolve("data"), GatewayProcess.TOKEN);
    }

    private static void awaitDraining(final Gateway gateway) throws IOException {
        try (Wire probe = Wire.to(gateway.adminAddress())) {
            final long untilNanos = System.nanoTime() + GatewayProcess.PATIENCE.toNanos();
            while (probe.ask(Wire.request("GET", "/readyz", null)).status() == 200) {
                assertTrue(System.nanoTime() - untilNanos < 0, "expected the gateway to drain");
            }
        }
    }

    private static long soldMugs(final Wire page) throws IOException {
        for (final JsonNode item : Json.of(page.ask(SALE.view()).text()).get("items")) {
            if (item.get("sku").asText().equals("mug")) {
                return item.get("sold").asLong();
            }
        }
        throw new AssertionError("expected mugs");
    }

    private static void assertUnavailable(final Heard answer) {
        assertEquals(503, answer.status(), answer::toString);
        assertEquals("journal-unavailable", Json.of(answer.text()).get("code").asText());
    }
}
