package io.flashgate.journal;

import io.flashgate.core.Commands;
import io.flashgate.core.CoreLimits;
import io.flashgate.core.MatchingCore;
import io.flashgate.core.order.Decision;
import io.flashgate.journal.replay.Replay;
import java.io.IOException;
import java.nio.file.Path;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.RollCycles;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.rollcycles.LegacyRollCycles;
import net.openhft.chronicle.wire.DocumentContext;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** The other process of {@link OwnerTest}: says a word and stays, or dies. */
public final class OwnerProcess {

    private static final int HALTED = 7;

    private OwnerProcess() {}

    public static void main(final String[] args) throws IOException {
        final Path folder = Path.of(args[1]);
        switch (args[0]) {
            case "own" -> {
                try (JournalDirectory owned = JournalDirectory.own(folder)) {
                    System.out.println("owned " + owned.path());
                } catch (final JournalInUseException inUse) {
                    System.out.println("in use");
                }
            }
            case "write" -> {
                write(folder);
                System.out.println("written");
                System.in.read();
            }
            case "die-in-append" -> {
                write(folder).close();
                dieInAppend(folder);
            }
            case "storm" -> writeUntilKilled(folder);
            default -> throw new IllegalArgumentException(args[0]);
        }
    }

    /** Recovers, then appends, and says after each barrier what is durable. */
    private static void writeUntilKilled(final Path folder) throws IOException {
        final MutableDirectBuffer command = new UnsafeBuffer(new byte[64]);
        final MatchingCore core = new MatchingCore(new CoreLimits(1, 1, 1, 1));
        final Decision decision = new Decision();
        try (JournalDirectory owned = JournalDirectory.own(folder);
                JournalReader reader = JournalReader.open(folder)) {
            new Replay(reader, core).run(Replay.Observer.NONE);
            final JournalWriter writer = JournalWriter.open(
                    owned,
                    Till.OPTIONS.withRollCycle(LegacyRollCycles.MINUTELY),
                    core.sequence(),
                    core.timestampNanos());
            long now = Math.max(Till.NOON, core.timestampNanos());
            while (true) {
                now += Till.SECOND / 16;
                final int length = core.isFounded() ? Commands.tick(command, 0) : Commands.foundLog(command, 0, 1, 2);
                core.onCommand(core.nextSequence(), now, command, 0, length, decision);
                writer.append(core.sequence(), now, command, 0, length, decision, core.digest());
                if (core.sequence() % 64 == 0) {
                    writer.barrier().force();
                    System.out.println(core.sequence());
                }
            }
        }
    }

    private static Till write(final Path folder) throws IOException {
        final Till till = new Till(folder);
        till.found();
        till.define("summer", 100);
        till.buy("summer", "alice", "a-1", 1);
        return till;
    }

    /** Leaves a long record without its header, and Chronicle's write lock taken. */
    private static void dieInAppend(final Path folder) {
        final QueueClock clock = new QueueClock(Till.NOON);
        final SingleChronicleQueue queue = Queues.openToWrite(folder, RollCycles.FAST_DAILY, clock);
        final ExcerptAppender appender = queue.createAppender();
        final DocumentContext document = appender.writingDocument();
        for (int i = 0; i < 100_000; i++) {
            document.wire().bytes().writeByte((byte) 0x5a);
        }
        System.out.println("dying");
        System.out.flush();
        Runtime.getRuntime().halt(HALTED);
    }
}
