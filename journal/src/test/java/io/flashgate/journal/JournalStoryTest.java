package io.flashgate.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flashgate.core.order.Outcome;
import io.flashgate.core.sale.SaleDefinition;
import io.flashgate.core.sale.SaleDefinition.ItemDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A journal of one sale")
class JournalStoryTest {

    @TempDir
    private Path folder;

    @Test
    void tellsEveryKindOfCommandAgain() throws IOException {
        try (Till till = new Till(folder)) {
            till.found();
            assertEquals(Outcome.SALE_CREATED, till.define("summer", 3));
            assertEquals(Outcome.SALE_CREATED, till.define(largestSale()));
            assertEquals(Outcome.ACCEPTED, till.after(1).buy("summer", "alice", "a-1", 2));
            assertEquals(Outcome.INSUFFICIENT_STOCK, till.buy("summer", "bob", "b-1", 2));
            assertEquals(Outcome.BUYER_LIMIT, till.buy("summer", "alice", "a-2", 1));
            assertEquals(Outcome.REPEATED, till.buy("summer", "alice", "a-2", 1));
            assertEquals(Outcome.TICKED, till.tick());
            assertEquals(Outcome.SALE_CLOSED_EARLY, till.after(1).close("summer"));
            assertEquals(Outcome.REFUSALS_COUNTED, till.countRefusals("summer", Outcome.SALE_CLOSED, 7));

            assertEquals(9, till.writer().sequence());
            assertEquals(till.told(), Till.read(folder));
        }
        assertEquals(9, Till.read(folder).size());
    }

    @Test
    void goesOnWhereItEnded() throws IOException {
        try (Till till = new Till(folder)) {
            till.found();
            till.reopen();
            till.define("summer", 3);
            till.reopen();
            till.reopen();
            till.buy("summer", "alice", "a-1", 1);

            assertEquals(till.told(), Till.read(folder));
        }
    }

    @Test
    void isFollowedWhileItIsWritten() throws IOException {
        try (Till till = new Till(folder);
                JournalReader reader = JournalReader.open(folder)) {
            assertFalse(reader.next());
            final List<String> followed = new ArrayList<>();
            till.found();
            till.define("summer", 1_000);
            for (int i = 0; i < 100; i++) {
                till.after(Till.SECOND).buy("summer", "buyer-" + i, "k", 1);
                for (int read = 0; read < (i == 0 ? 3 : 1); read++) {
                    assertTrue(reader.next());
                    followed.add(Till.line(reader));
                }
                assertFalse(reader.next());
            }
            assertEquals(till.told(), followed);
        }
    }

    @Test
    void refusesWhatIsNotNext() throws IOException {
        try (Till till = new Till(folder)) {
            till.found();
            final IOException inUse = assertThrows(JournalInUseException.class, () -> JournalDirectory.own(folder));
            assertTrue(
                    inUse.getMessage().contains("pid=" + ProcessHandle.current().pid()), inUse.getMessage());
        }
        try (JournalDirectory owned = JournalDirectory.own(folder)) {
            final JournalException early =
                    assertThrows(JournalException.class, () -> JournalWriter.open(owned, Till.OPTIONS, 0, 0));
            assertTrue(early.getMessage().contains("found sequence=1"), early.getMessage());
            final JournalException late =
                    assertThrows(JournalException.class, () -> JournalWriter.open(owned, Till.OPTIONS, 2, Till.NOON));
            assertTrue(late.getMessage().contains("expected a record with sequence=2"), late.getMessage());
        }
    }

    @Test
    void hasNoRecordsWhereThereIsNoJournal() throws IOException {
        assertEquals(List.of(), Till.read(folder));
        assertThrows(IOException.class, () -> JournalReader.open(folder.resolve("nowhere")));
        assertThrows(IOException.class, () -> JournalReader.open(Files.createFile(folder.resolve("file"))));
    }

    /** A hundred items and a thousand groups with the longest of names. */
    private static SaleDefinition largestSale() {
        final List<ItemDefinition> items = new ArrayList<>();
        for (int i = 0; i < SaleDefinition.MAX_ITEMS; i++) {
            items.add(new ItemDefinition(
                    "s".repeat(60) + (1000 + i), "品".repeat(SaleDefinition.MAX_TITLE_CHARACTERS), 10, 1, -1, 0));
        }
        final List<String> groups = new ArrayList<>();
        for (int i = 0; i < SaleDefinition.MAX_GROUPS; i++) {
            groups.add("g".repeat(60) + (1000 + i));
        }
        return new SaleDefinition("largest", "品".repeat(200), Till.NOON, Till.NOON + 1, "CNY", 0, items, groups);
    }
}
