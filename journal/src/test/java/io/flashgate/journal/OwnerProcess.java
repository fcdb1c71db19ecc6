package io.flashgate.journal;

import java.io.IOException;
import java.nio.file.Path;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.RollCycles;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.wire.DocumentContext;

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
            default -> throw new IllegalArgumentException(args[0]);
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
