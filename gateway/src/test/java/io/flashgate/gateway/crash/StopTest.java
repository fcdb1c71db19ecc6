package io.flashgate.gateway.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the real process starts and ends: by SIGTERM under load, and by refusing to start at all. */
@DisplayName("A gateway process")
class StopTest {

    @TempDir
    private Path folder;

    private final Ledger ledger = new Ledger();

    @Test
    @DisplayName("drains on SIGTERM under load: exit 0, every decided purchase answered, all of it there afterwards")
    void drainsUnderLoad() throws Exception {
        final SalePlan evergreen = SalePlan.openNow("evergreen", 1_000_000, 50);
        final long sequence;
        try (GatewayProcess gateway = GatewayProcess.spawn(data()).awaitReady()) {
            assertEquals(1, gateway.sequenceAtStart(), "a new journal begins with its foundation");
            try (Wire admin = Wire.to(gateway.adminUrl())) {
                Merchant.define(admin, evergreen, ledger);
            }
            final Rush rush = Rush.begin(gateway, "rush", evergreen, new Random(1), ledger);
            rush.awaitAnswers(800, GatewayProcess.PATIENCE.toNanos());
            gateway.terminate();
            rush.end();
            assertEquals(0, gateway.awaitExit(), () -> "exit status after SIGTERM");
            assertEquals(1, gateway.out().size(), "lines on standard output: the ready line only");
        }
        final Set<String> heard = new HashSet<>();
        ledger.purchases().stream().filter(Purchase::isSold).forEach(purchase -> heard.add(purchase.orderId()));
        try (GatewayProcess restarted = GatewayProcess.spawn(data()).awaitReady()) {
            sequence = restarted.sequenceAtStart();
            assertEquals(heard, listed(restarted), "orders in the journal, and 201s that clients heard before the end");
            try (Audit audit = new Audit(restarted, ledger)) {
                audit.check(ledger.purchases());
            }
            restarted.terminate();
            assertEquals(0, restarted.awaitExit());
        }
        assertTrue(sequence > heard.size());
        Journals.verify(data());
    }

    @Test
    @DisplayName("without --tickets says so and exits with 2")
    void needsAWordAboutTickets() throws Exception {
        final List<String> options = List.of(
                "serve",
                "--data",
                data().toString(),
                "--admin-token-file",
                GatewayProcess.tokenFile(data()).toString());
        try (GatewayProcess refused = GatewayProcess.run(List.of(), options)) {
            assertEquals(2, refused.awaitExit());
            assertTrue(String.join("\n", refused.log()).contains("--tickets"), () -> "expected the option's name");
            assertEquals(List.of(), refused.out());
        }
    }

    @Test
    @DisplayName("whose port is taken names the port and exits with 2")
    void namesThePortThatIsTaken() throws Exception {
        try (GatewayProcess owner = GatewayProcess.spawn(data()).awaitReady();
                GatewayProcess refused = GatewayProcess.run(
                        List.of(),
                        List.of(
                                "serve",
                                "--data",
                                folder.resolve("other").toString(),
                                "--admin-token-file",
                                GatewayProcess.tokenFile(data()).toString(),
                                "--tickets",
                                "off",
                                "--admin-listen",
                                "127.0.0.1:0",
                                "--listen",
                                "127.0.0.1:" + owner.publicUrl().getPort()))) {
            assertEquals(2, refused.awaitExit());
            final String reason = refused.log().get(refused.log().size() - 1);
            assertTrue(reason.contains(":" + owner.publicUrl().getPort()), reason);
            assertEquals(List.of(), refused.out());
        }
    }

    @Test
    @DisplayName("with a damaged journal names the place and exits with 1")
    void namesTheDamage() throws Exception {
        try (GatewayProcess gateway = GatewayProcess.spawn(data()).awaitReady()) {
            try (Wire admin = Wire.to(gateway.adminUrl())) {
                for (int i = 0; i < 20; i++) {
                    Merchant.define(admin, SalePlan.openNow("sale-" + i, 1, 1), ledger);
                }
            }
            // A clean end would leave a snapshot, and what lies before it is not read again.
            gateway.kill();
        }
        final Path file = Journals.file(data());
        flipAByteOf(file, "sale-10");
        try (GatewayProcess refused = GatewayProcess.spawn(data())) {
            assertEquals(1, refused.awaitExit());
            final String reason = refused.log().get(refused.log().size() - 1);
            assertTrue(reason.contains(file.getFileName().toString()), reason);
            assertTrue(reason.contains("sequence="), reason);
            assertTrue(reason.contains("expected") && reason.contains("found"), reason);
            assertEquals(List.of(), refused.out());
        }
    }

    private Path data() {
        return folder.resolve("data");
    }

    private Set<String> listed(final GatewayProcess gateway) throws Exception {
        final Set<String> orders = new HashSet<>();
        try (Wire admin = Wire.to(gateway.adminUrl())) {
            for (final SalePlan plan : ledger.sales()) {
                final Heard listing = admin.ask(plan.listing());
                if (listing.status() == 200) {
                    for (final String line : listing.text().lines().toList()) {
                        final JsonNode id = Json.of(line).get("orderId");
                        assertNotNull(id, line);
                        orders.add(id.asText());
                    }
                }
            }
        }
        return orders;
    }

    /** Changes the first byte of the first place where these words stand in a file. */
    private static void flipAByteOf(final Path file, final String words) throws Exception {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            // Behind Chronicle's own pages the records begin; the file itself is mostly a hole.
            final ByteBuffer bytes = ByteBuffer.allocate(16 << 20);
            final int length = channel.read(bytes, 0);
            final String text = new String(bytes.array(), 0, length, StandardCharsets.ISO_8859_1);
            final int at = text.indexOf(words);
            assertTrue(at > 0, "expected the words in the journal");
            channel.write(ByteBuffer.wrap(new byte[] {(byte) (bytes.get(at) ^ 1)}), at);
        }
    }
}
