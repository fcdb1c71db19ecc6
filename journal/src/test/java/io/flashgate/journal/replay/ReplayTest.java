package io.flashgate.journal.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flashgate.core.Commands;
import io.flashgate.core.CoreLimits;
import io.flashgate.core.MatchingCore;
import io.flashgate.core.order.Decision;
import io.flashgate.core.order.Outcome;
import io.flashgate.journal.JournalDamagedException;
import io.flashgate.journal.JournalDirectory;
import io.flashgate.journal.JournalReader;
import io.flashgate.journal.JournalWriter;
import io.flashgate.journal.Till;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A journal run through a core again")
class ReplayTest {

    private static final long FIRST_RECORD = 0x10110;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(longs = {1, 42, 4217})
    void cannotBeToldApartFromTheLiveRun(final long seed) throws IOException {
        final Random random = new Random(seed);
        try (Till till = new Till(folder);
                JournalReader reader = JournalReader.open(folder)) {
            till.found();
            for (int i = 0; i < 5_000; i++) {
                arrive(till.after(random.nextInt(2_000_000)), random);
            }
            final MatchingCore again = new MatchingCore(Till.LIMITS);
            final long records = new Replay(reader, again).run(Replay.Observer.NONE);
            assertEquals(till.told().size(), records);
            assertEquals(till.core().digest(), again.digest());
            assertEquals(again.digest(), again.recomputeDigest());

            // Recovered, it goes on as if nothing had been.
            till.after(1).tick();
            assertEquals(1, new Replay(reader, again).run(Replay.Observer.NONE));
            assertEquals(till.core().digest(), again.digest());
            assertEquals(
                    "verified records=" + till.told().size() + " sequence=1.."
                            + till.core().sequence(),
                    Verification.of(folder).toString().replaceAll(" decisions.*", ""));
        }
    }

    @Test
    void countsWhatWasDecided() throws IOException {
        try (Till till = new Till(folder)) {
            assertEquals(0, Verification.of(folder).records());
            till.found();
            till.define("summer", 2);
            till.buy("summer", "alice", "a-1", 2);
            till.buy("summer", "bob", "b-1", 1);
            till.define("winter", 1);
            till.buy("winter", "bob", "b-1", 2);
            assertEquals(new Verification(5, 1, 5, 2, 1, till.core().digest(), 0), Verification.of(folder));
        }
    }

    @Test
    void isVerifiedWhateverItsSize() throws IOException {
        try (Till till = new Till(folder)) {
            till.found();
            for (int sale = 0; sale < 20; sale++) {
                till.define("sale-" + sale, 1_000);
            }
            for (int i = 0; i < 3_000; i++) {
                till.buy("sale-" + i % 20, "buyer-" + i, "k", 1);
            }
            assertEquals(3_000, Verification.of(folder).accepted());
            try (JournalReader reader = JournalReader.open(folder)) {
                final Replay tooSmall = new Replay(reader, new MatchingCore(new CoreLimits(20, 100, 100, 1)));
                final ReplayDifferenceException full =
                        assertThrows(ReplayDifferenceException.class, () -> tooSmall.run(Replay.Observer.NONE));
                assertEquals("OVERLOADED", full.found());
            }
        }
    }

    @Test
    void needsRoomOnlyForWhatWasRememberedAtOnce() throws IOException {
        try (Till till = new Till(folder)) {
            till.found();
            for (int sale = 0; sale < 10; sale++) {
                till.define("sale-" + sale, 60);
                for (int i = 0; i < 100; i++) {
                    till.buy("sale-" + sale, "buyer-" + i, "k", i % 4 == 3 ? 3 : 1);
                }
                till.close("sale-" + sale);
                till.after(Till.SECOND);
                while (till.forget("sale-" + sale, 30) == Outcome.ANSWERS_FORGOTTEN) {
                    assertTrue(till.core().answerCount() > 0);
                }
            }
            assertEquals(0, till.core().answerCount());
            assertEquals(600, Verification.of(folder).accepted());
            try (JournalReader reader = JournalReader.open(folder)) {
                final JournalSize size = JournalSize.count(reader);
                assertTrue(size.decisions() > 600, size + " counts what was decided");
                assertTrue(size.answers() <= 100, size + " needs room for what was remembered at once");
                assertEquals(size.answers(), size.limits().answers());
            }
            try (JournalReader counted = JournalReader.open(folder);
                    JournalReader reader = JournalReader.open(folder)) {
                final MatchingCore core =
                        new MatchingCore(JournalSize.count(counted).limits());
                new Replay(reader, core).run(Replay.Observer.NONE);
                assertEquals(till.core().digest(), core.digest());
            }
        }
    }

    @Test
    void stopsWhereSomethingElseWasRecorded() throws IOException {
        plant(decision -> decision.outcome(Outcome.SOLD_OUT), 0);
        differs("outcome", "SOLD_OUT", "LOG_FOUNDED");
    }

    @Test
    void stopsWhereAnotherOrderNumberWasRecorded() throws IOException {
        plant(decision -> decision.orderNumber(7), 0);
        differs("orderNumber", "7", "0");
    }

    @Test
    void stopsWhereOtherUnitsWereRecorded() throws IOException {
        plant(decision -> decision.units(3), 0);
        differs("units", "3", "0");
    }

    @Test
    void stopsWhereAnotherStateWasRecorded() throws IOException {
        plant(decision -> {}, 1);
        try (JournalReader reader = JournalReader.open(folder)) {
            final Replay replay = new Replay(reader, new MatchingCore(Till.LIMITS));
            final ReplayDifferenceException difference =
                    assertThrows(ReplayDifferenceException.class, () -> replay.run(Replay.Observer.NONE));
            assertEquals("stateDigest", difference.field());
        }
    }

    @Test
    @DisplayName("ends at the first bad record, though the reader has met a damage behind it")
    void endsAtTheFirstBadRecord() throws IOException {
        tickWithAWrongDigestAt(40);
        flip(60);
        try (JournalReader reader = JournalReader.open(folder)) {
            final Replay replay = new Replay(reader, new MatchingCore(Till.LIMITS));
            final ReplayDifferenceException difference =
                    assertThrows(ReplayDifferenceException.class, () -> replay.run(Replay.Observer.NONE));
            assertEquals(40, difference.sequence());
        }
        flip(20);
        try (JournalReader reader = JournalReader.open(folder)) {
            final List<Long> heard = new ArrayList<>();
            final Replay replay = new Replay(reader, new MatchingCore(Till.LIMITS));
            final JournalDamagedException damage = assertThrows(
                    JournalDamagedException.class,
                    () -> replay.run((record, decision) -> heard.add(record.sequence())));
            assertEquals(20, damage.expectedSequence());
            assertEquals(LongStream.range(1, 20).boxed().toList(), heard);
        }
    }

    @Test
    @DisplayName("leaves no thread behind when whoever listens throws")
    void leavesNoThreadBehind() throws IOException {
        tickWithAWrongDigestAt(1_000);
        try (JournalReader reader = JournalReader.open(folder)) {
            final Replay replay = new Replay(reader, new MatchingCore(Till.LIMITS));
            assertThrows(
                    UnsupportedOperationException.class,
                    () -> replay.run((record, decision) -> {
                        throw new UnsupportedOperationException("the listener's own");
                    }));
            assertFalse(Thread.getAllStackTraces().keySet().stream()
                    .anyMatch(thread -> thread.getName().equals("journal-read-ahead")));
        }
    }

    @Test
    @DisplayName("goes on where it was told to stop")
    void goesOnWhereItStopped() throws IOException {
        tickWithAWrongDigestAt(1_000);
        try (JournalReader reader = JournalReader.open(folder)) {
            final MatchingCore core = new MatchingCore(Till.LIMITS);
            final Replay replay = new Replay(reader, core);
            assertEquals(1, replay.run(1, Replay.Observer.NONE));
            assertEquals(0, replay.run(1, Replay.Observer.NONE));
            assertEquals(49, replay.run(50, Replay.Observer.NONE));
            assertEquals(50, core.sequence());
            assertEquals(50, reader.sequence());
        }
    }

    /** A journal of a hundred ticks or more. */
    private void tickWithAWrongDigestAt(final long wrong) throws IOException {
        final MutableDirectBuffer command = new UnsafeBuffer(new byte[64]);
        final MatchingCore core = new MatchingCore(Till.LIMITS);
        final Decision decision = new Decision();
        try (JournalDirectory owned = JournalDirectory.own(folder);
                JournalWriter writer = JournalWriter.open(owned, Till.OPTIONS, 0, 0)) {
            for (long sequence = 1; sequence <= 100; sequence++) {
                final int length = sequence == 1 ? Commands.foundLog(command, 0, 1, 2) : Commands.tick(command, 0);
                core.onCommand(sequence, Till.NOON + sequence, command, 0, length, decision);
                final long digest = sequence == wrong ? ~core.digest() : core.digest();
                writer.append(sequence, Till.NOON + sequence, command, 0, length, decision, digest);
            }
        }
    }

    /** Changes a bit of a record that is not the first: a word says how long each one is. */
    private void flip(final long sequence) throws IOException {
        try (RandomAccessFile file =
                new RandomAccessFile(folder.resolve("20261127F.cq4").toFile(), "rw")) {
            // Behind the header, the index of indexes and the first page of the index.
            long at = FIRST_RECORD;
            for (long i = 1; i < sequence; i++) {
                file.seek(at);
                at += Integer.BYTES + Integer.reverseBytes(file.readInt());
            }
            file.seek(at + 40);
            final int before = file.read();
            file.seek(at + 40);
            file.write(before ^ 1);
        }
    }

    private void differs(final String field, final String expected, final String found) throws IOException {
        try (JournalReader reader = JournalReader.open(folder)) {
            final Replay replay = new Replay(reader, new MatchingCore(Till.LIMITS));
            final ReplayDifferenceException difference =
                    assertThrows(ReplayDifferenceException.class, () -> replay.run(Replay.Observer.NONE));
            assertEquals(1, difference.sequence());
            assertEquals(field, difference.field());
            assertEquals(expected, difference.expected());
            assertEquals(found, difference.found());
            assertTrue(
                    difference.getMessage().contains("20261127F.cq4 index=0x513000000000 sequence=1 " + field),
                    difference.getMessage());
        }
    }

    /** Journals the first command with a decision that was not made. */
    private void plant(final java.util.function.Consumer<Decision> change, final long digestError) throws IOException {
        final MutableDirectBuffer command = new UnsafeBuffer(new byte[64]);
        final int length = Commands.foundLog(command, 0, 1, 2);
        final MatchingCore core = new MatchingCore(Till.LIMITS);
        final Decision decision = new Decision();
        core.onCommand(1, Till.NOON, command, 0, length, decision);
        change.accept(decision);
        try (JournalDirectory owned = JournalDirectory.own(folder);
                JournalWriter writer = JournalWriter.open(owned, Till.OPTIONS, 0, 0)) {
            writer.append(1, Till.NOON, command, 0, length, decision, core.digest() + digestError);
        }
    }

    private static void arrive(final Till till, final Random random) {
        final String sale = "sale-" + random.nextInt(8);
        switch (random.nextInt(100)) {
            case 0 -> till.define(sale, 1 + random.nextInt(400));
            case 1 -> till.tick();
            case 2 -> till.countRefusals(sale, Outcome.SALE_CLOSED, 1 + random.nextInt(9));
            case 3 -> till.close("sale-" + random.nextInt(1_000));
            default -> till.buy(sale, "buyer-" + random.nextInt(500), "k-" + random.nextInt(4), 1 + random.nextInt(2));
        }
    }
}
