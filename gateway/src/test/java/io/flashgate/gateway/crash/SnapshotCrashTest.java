package io.flashgate.gateway.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a restart begins with, and that nobody can tell it from the whole journal. */
@DisplayName("A gateway with snapshots")
class SnapshotCrashTest {

    @TempDir
    private Path folder;

    private final Ledger ledger = new Ledger();
    private final SalePlan evergreen = SalePlan.openNow("evergreen", 1_000_000, 50);

    @Test
    @DisplayName("after a clean end reads only the rest of the journal, and repeats every answer to the byte")
    void cleanEnd() throws Exception {
        final String view;
        final String shot;
        try (GatewayProcess gateway =
                GatewayProcess.spawn(data(), "--snapshot-every", "off").awaitReady()) {
            define(gateway, evergreen);
            rush(gateway, "first", 800);
            view = view(gateway);
            gateway.terminate();
            assertEquals(0, gateway.awaitExit());
            shot = line(gateway, "wrote snapshot-");
        }
        assertEquals(1, snapshots().size(), () -> "expected one snapshot: " + shot);
        try (GatewayProcess gateway =
                GatewayProcess.spawn(data(), "--snapshot-every", "off").awaitReady()) {
            assertEquals(view, view(gateway));
            audit(gateway);
            rush(gateway, "second", 300);
            gateway.kill();
            final String name = snapshots().get(0).getFileName().toString();
            assertTrue(line(gateway, "restored ").contains(" from " + name), line(gateway, "restored "));
            assertTrue(
                    line(gateway, "replayed ").contains("replayed 0 records behind the snapshot"),
                    line(gateway, "replayed "));
        }
        try (GatewayProcess gateway = GatewayProcess.spawn(data()).awaitReady()) {
            audit(gateway);
            gateway.kill();
            final String replayed = line(gateway, "replayed ");
            assertTrue(replayed.matches(".* replayed [1-9][0-9]* records behind the snapshot in .*"), replayed);
        }
        assertTrue(Journals.verify(data()).endsWith(" snapshots=1"), Journals.verify(data()));
    }

    @Test
    @DisplayName("takes them beside the sales; one that is damaged is named, and the one before it is used")
    void besideTheSales() throws Exception {
        try (GatewayProcess gateway =
                GatewayProcess.spawn(data(), "--snapshot-every", "100").awaitReady()) {
            define(gateway, evergreen);
            rush(gateway, "first", 400);
            assertTrue(gateway.awaitLog("wrote snapshot-"));
            while (snapshots().size() < 2) {
                rush(gateway, "more-" + ledger.purchases().size(), 400);
            }
            gateway.kill();
        }
        final Path newest = snapshots().get(1);
        final byte[] bytes = Files.readAllBytes(newest);
        bytes[bytes.length - 100] ^= 4;
        Files.write(newest, bytes);
        Files.write(folder.resolve("data").resolve("snapshot-0000000000000000001.fgs.tmp"), new byte[100]);
        try (GatewayProcess gateway =
                GatewayProcess.spawn(data(), "--snapshot-every", "off").awaitReady()) {
            audit(gateway);
            gateway.kill();
            assertTrue(
                    line(gateway, "cannot be used")
                            .contains(newest.getFileName().toString()),
                    line(gateway, "cannot be used"));
            assertTrue(
                    line(gateway, "restored ")
                            .contains(snapshots().get(0).getFileName().toString()),
                    line(gateway, "restored "));
        }
        assertTrue(Files.exists(data().resolve(newest.getFileName() + ".bad")), "it is moved aside");
        try (Stream<Path> files = Files.list(data())) {
            assertEquals(
                    0, files.filter(file -> file.toString().endsWith(".tmp")).count(), "left-overs");
        }
        Journals.verify(data());
    }

    @Test
    @DisplayName("takes one when a sale is over for good, long before so many records have come")
    void whenASaleSeals() throws Exception {
        try (GatewayProcess gateway = GatewayProcess.spawn(data()).awaitReady()) {
            define(gateway, evergreen.closing(Instant.now().plusMillis(1_500)));
            assertTrue(gateway.awaitLog("wrote snapshot-"));
            gateway.kill();
            assertEquals(1, snapshots().size());
        }
        Journals.verify(data());
    }

    @Test
    @DisplayName("ends with 70 when the journal behind it turns out to be damaged: nobody could recover from that")
    void damagedJournal() throws Exception {
        try (GatewayProcess gateway =
                GatewayProcess.spawn(data(), "--snapshot-every", "300").awaitReady()) {
            define(gateway, evergreen);
            rush(gateway, "first", 100);
            final Path journal;
            try (Stream<Path> files = Files.list(data())) {
                journal = files.filter(file -> file.toString().endsWith(".cq4"))
                        .findFirst()
                        .orElseThrow();
            }
            try (FileChannel channel = FileChannel.open(journal, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                final byte[] bytes = Files.readAllBytes(journal);
                final int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("buyer-first");
                bytes[at] ^= 1;
                channel.write(ByteBuffer.wrap(bytes, at, 1), at);
            }
            try {
                rush(gateway, "second", 300);
            } catch (final IOException cutOff) {
                // It may end in the midst of that.
            }
            assertEquals(70, gateway.awaitExit());
            final String reason = gateway.log().get(gateway.log().size() - 1);
            assertTrue(reason.contains("the journal that was just written is damaged"), reason);
        }
    }

    @Test
    @DisplayName("goes on selling when none can be written, and counts that")
    void cannotBeWritten() throws Exception {
        try (GatewayProcess gateway =
                GatewayProcess.spawn(data(), "--snapshot-every", "1").awaitReady()) {
            // Whatever the next ones are to be called: there is a folder in the place of the temporary file.
            for (int sequence = 2; sequence < 2_000; sequence++) {
                Files.createDirectories(data().resolve(String.format("snapshot-%019d.fgs.tmp", sequence)));
            }
            define(gateway, evergreen);
            rush(gateway, "first", 100);
            assertTrue(gateway.awaitLog("failed, sales go on"));
            rush(gateway, "second", 100);
            try (Wire admin = Wire.to(gateway.adminUrl())) {
                final Heard metrics = admin.ask(
                        Wire.request("GET", "/metrics", null, "Authorization", "Bearer " + GatewayProcess.TOKEN));
                assertTrue(
                        metrics.text()
                                .lines()
                                .anyMatch(
                                        line -> line.matches("flashgate_snapshots_total\\{result=\"failed\"} [1-9].*")),
                        metrics.text());
            }
            gateway.kill();
        }
        try (GatewayProcess gateway = GatewayProcess.spawn(data()).awaitReady()) {
            audit(gateway);
        }
    }

    @Test
    @DisplayName("says which limits a snapshot needs, and does not start with smaller ones")
    void limitsTooSmall() throws Exception {
        try (GatewayProcess gateway = GatewayProcess.spawn(data()).awaitReady()) {
            define(gateway, evergreen);
            rush(gateway, "first", 200);
            gateway.terminate();
            assertEquals(0, gateway.awaitExit());
        }
        final List<String> options = List.of(
                "serve",
                "--data",
                data().toString(),
                "--admin-token-file",
                GatewayProcess.tokenFile(data()).toString(),
                "--tickets",
                "off",
                "--max-answers",
                "10");
        try (GatewayProcess refused = GatewayProcess.run(List.of(), options)) {
            assertEquals(2, refused.awaitExit());
            final String reason = refused.log().get(refused.log().size() - 1);
            assertTrue(reason.matches(".*needs at least --max-sales=4096 --max-answers=1[0-9][0-9] .*"), reason);
        }
    }

    private void define(final GatewayProcess gateway, final SalePlan plan) throws IOException {
        try (Wire admin = Wire.to(gateway.adminUrl())) {
            Merchant.define(admin, plan, ledger);
        }
    }

    /** One after the other: some are sold, some refused for good reasons. */
    private void rush(final GatewayProcess gateway, final String name, final int answers) throws Exception {
        try (Wire buyers = Wire.to(gateway.publicUrl())) {
            final Random random = new Random(name.hashCode());
            for (int i = 0; i < answers; i++) {
                final Purchase purchase = new Purchase(
                        "evergreen",
                        random.nextInt(20) == 0 ? "none" : "mug",
                        "buyer-" + name + '-' + random.nextInt(answers),
                        1 + random.nextInt(60),
                        "k-" + i);
                ledger.sends(purchase);
                purchase.heard(buyers.ask(purchase.request()));
            }
        }
    }

    private void audit(final GatewayProcess gateway) throws IOException {
        try (Audit audit = new Audit(gateway, ledger)) {
            audit.check(ledger.purchases());
        }
    }

    private static String view(final GatewayProcess gateway) throws IOException {
        try (Wire everybody = Wire.to(gateway.publicUrl())) {
            return everybody
                    .ask(Wire.request("GET", "/v1/sales/evergreen", null))
                    .text()
                    .replaceAll("\"serverTime\":\"[^\"]*\"", "");
        }
    }

    private static String line(final GatewayProcess gateway, final String words) throws InterruptedException {
        final String line = gateway.log().stream()
                .filter(logged -> logged.contains(words))
                .findFirst()
                .orElse(null);
        assertNotNull(line, () -> "expected the log to say: " + words);
        return line;
    }

    /** The oldest first. */
    private List<Path> snapshots() throws IOException {
        try (Stream<Path> files = Files.list(data())) {
            return files.filter(file -> file.toString().endsWith(".fgs"))
                    .sorted()
                    .toList();
        }
    }

    private Path data() {
        return folder.resolve("data");
    }
}
