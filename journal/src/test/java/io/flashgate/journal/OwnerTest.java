package io.flashgate.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flashgate.core.CoreLimits;
import io.flashgate.core.MatchingCore;
import io.flashgate.journal.replay.Replay;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A journal and the processes that want it")
@Timeout(300)
class OwnerTest {

    @TempDir
    private Path folder;

    @Test
    void hasOneOwnerInAProcess() throws IOException {
        try (JournalDirectory owned = JournalDirectory.own(folder)) {
            assertEquals(folder.toRealPath(), owned.path());
            assertThrows(JournalInUseException.class, () -> JournalDirectory.own(folder));
            // The attempt has not cost the owner its lock: another process is still kept out.
            assertEquals("in use", Child.start("own", folder).line());
        }
        JournalDirectory.own(folder).close();
    }

    @Test
    void isFreeAgainOnceItsOwnerIsKilled() throws Exception {
        final Child child = Child.start("write", folder);
        assertEquals("written", child.line());
        final JournalInUseException inUse =
                assertThrows(JournalInUseException.class, () -> JournalDirectory.own(folder));
        assertTrue(inUse.getMessage().contains("pid=" + child.process.pid()), inUse.getMessage());

        child.process.destroyForcibly();
        assertTrue(child.process.waitFor(120, TimeUnit.SECONDS));
        // The pid of the dead is alive again, as it is in a container after a restart.
        Files.writeString(
                folder.resolve(JournalDirectory.LOCK_FILE),
                ProcessHandle.current().pid() + "\n");
        goOn(3);
    }

    @Test
    void goesOnBehindARecordThatItsOwnerDiedOver() throws Exception {
        final Child child = Child.start("die-in-append", folder);
        assertEquals("dying", child.line());
        assertEquals(7, child.process.waitFor());
        assertEquals(3, Till.read(folder).size());
        goOn(3);
        final byte[] bytes = Files.readAllBytes(JournalFiles.list(folder).get(0));
        assertFalse(new String(bytes, StandardCharsets.ISO_8859_1).contains("ZZZZZZZZ"), "something of it was left");
    }

    @Test
    void losesNothingThatABarrierReturnedForHoweverOftenItIsKilled() throws Exception {
        final Random random = new Random(4217);
        long durable = 0;
        for (int kill = 0; kill < 6; kill++) {
            final Child child = Child.start("storm", folder);
            for (int lines = 1 + random.nextInt(40); lines > 0; lines--) {
                durable = Long.parseLong(child.line());
            }
            child.process.destroyForcibly();
            assertTrue(child.process.waitFor(120, TimeUnit.SECONDS));
            try (JournalReader reader = JournalReader.open(folder)) {
                final MatchingCore core = new MatchingCore(new CoreLimits(1, 1, 1, 1));
                new Replay(reader, core).run(Replay.Observer.NONE);
                assertTrue(core.sequence() >= durable, "expected sequence>=" + durable + ", found=" + core.sequence());
            }
        }
        assertTrue(JournalFiles.list(folder).size() > 1, "expected rolls on the way");
    }

    /** Appends behind the last record, without waiting for a lock, and reads everything again. */
    private void goOn(final int records) throws IOException {
        final List<String> before = Till.read(folder);
        assertEquals(records, before.size());
        try (JournalReader reader = JournalReader.open(folder);
                JournalDirectory owned = JournalDirectory.own(folder)) {
            reader.moveTo(records);
            assertTrue(reader.next());
            final long start = System.nanoTime();
            try (JournalWriter writer =
                    JournalWriter.open(owned, Till.OPTIONS, reader.sequence(), reader.timestampNanos())) {
                // The same record once more, under the next number.
                final var decision = new io.flashgate.core.order.Decision().outcome(reader.outcome());
                for (int i = 1; i <= 300; i++) {
                    writer.append(
                            records + i,
                            reader.timestampNanos(),
                            reader.command(),
                            reader.commandOffset(),
                            reader.commandLength(),
                            decision,
                            i);
                }
            }
            final long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
            assertTrue(millis < 5_000, "expected no lock to be waited for, found " + millis + " ms");
        }
        final List<String> after = Till.read(folder);
        assertEquals(before, after.subList(0, records));
        assertEquals(records + 300, after.size());
    }

    /** Another process, and what it prints. */
    private record Child(Process process, BufferedReader out) {

        static Child start(final String what, final Path folder) throws IOException {
            final List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.add("@" + System.getProperty("jvm.options"));
            command.addAll(List.of("-Xmx256m", "-cp", System.getProperty("java.class.path")));
            command.addAll(List.of(OwnerProcess.class.getName(), what, folder.toString()));
            final Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            return new Child(process, process.inputReader());
        }

        String line() throws IOException {
            return out.readLine();
        }
    }
}
