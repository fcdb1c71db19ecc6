package io.flashgate.bench.micro;

import io.flashgate.core.Commands;
import io.flashgate.core.order.Decision;
import io.flashgate.core.order.Outcome;
import io.flashgate.journal.Durability;
import io.flashgate.journal.Journal;
import io.flashgate.journal.JournalDirectory;
import java.io.IOException;
import java.nio.file.Path;
import org.agrona.concurrent.UnsafeBuffer;

/** One of the two logs in a folder of its own, deleted at the end, that takes the same accepted purchase again and again. */
final class OpenLog implements AutoCloseable {

    private static final long STEP_NANOS = 1_000;

    private final UnsafeBuffer command = new UnsafeBuffer(new byte[Commands.MAX_PURCHASE_BYTES]);
    private final int length = PreparedCore.commands().purchase(command, 0, new TypicalRequest().of(1, 1));
    private final Decision decision = new Decision();
    private final JournalFolder folder;
    private final JournalDirectory directory;
    private final Journal journal;
    private long sequence;
    private long stampNanos = PreparedCore.NOON;

    /**
     * @param parent where to make the folder, or {@link JournalFolder#BESIDE_THE_CODE}
     */
    OpenLog(final ComparedLog log, final String parent, final Durability durability) throws IOException {
        folder = new JournalFolder(parent);
        directory = JournalDirectory.own(folder.path());
        journal = log.open(directory, durability);
    }

    /** What the sequencer does with a decision: sees that there is room, and appends. */
    void append() {
        if (!journal.hasRoom(length)) {
            throw new IllegalStateException("the disk is full at sequence=" + sequence);
        }
        sequence++;
        stampNanos += STEP_NANOS;
        decision.outcome(Outcome.ACCEPTED).orderNumber(sequence);
        // Any number will do for a digest that nobody replays.
        journal.append(sequence, stampNanos, command, 0, length, decision, ~sequence);
    }

    void force() throws IOException {
        journal.barrier().force();
    }

    long sequence() {
        return journal.sequence();
    }

    Path path() {
        return folder.path();
    }

    @Override
    public void close() throws IOException {
        journal.close();
        if (journal.sequence() != sequence) {
            throw new IllegalStateException("expected sequence=" + sequence + ", found=" + journal.sequence());
        }
        directory.close();
        folder.close();
    }
}
