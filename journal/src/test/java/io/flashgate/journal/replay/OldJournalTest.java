package io.flashgate.journal.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flashgate.core.CoreLimits;
import io.flashgate.core.MatchingCore;
import io.flashgate.core.sale.Phase;
import io.flashgate.journal.JournalReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A journal that a gateway wrote before there were holds and baskets, at rules version 1: two sales, one of them replaced before
 * it opened, one sold out, one closed early; every outcome that there was for a purchase.
 */
@DisplayName("A journal of the first rules")
class OldJournalTest {

    private static final String DIGEST = "a56512c03e3aafcd";

    @TempDir
    private Path folder;

    @BeforeEach
    void unpack() throws IOException {
        try (InputStream packed = OldJournalTest.class.getResourceAsStream("journal-of-rules-1.zip");
                ZipInputStream zip = new ZipInputStream(packed)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Files.copy(zip, folder.resolve(entry.getName()));
            }
        }
    }

    @Test
    void replaysToTheDigestsThatWereWrittenThen() throws IOException {
        final MatchingCore core = new MatchingCore(new CoreLimits(4, 100, 100, 4));
        try (JournalReader reader = JournalReader.open(folder)) {
            assertEquals(
                    28, new Replay(reader, core).run((record, decision) -> assertEquals(1, record.rulesVersion())));
        }
        assertEquals(DIGEST, Replay.hex(core.digest()));
        assertEquals(core.recomputeDigest(), core.digest());
        assertEquals(Phase.CLOSED, core.sales().get(0).phase());
        assertEquals(Phase.SOLD_OUT, core.sales().get(1).phase());
        assertTrue(core.sales().get(1).isSealed());
        assertEquals(14, core.orderCount());
        assertEquals(14, core.partCount());
        assertEquals(18, core.answerCount());
    }

    @Test
    void passesItsVerification() throws IOException {
        final Verification verified = Verification.of(folder);
        assertTrue(verified.toString().contains("digest=" + DIGEST), verified::toString);
        assertEquals(14, verified.accepted());
    }
}
