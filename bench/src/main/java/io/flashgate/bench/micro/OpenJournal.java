package io.flashgate.bench.micro;

import io.flashgate.core.Commands;
import io.flashgate.core.order.Decision;
import io.flashgate.core.order.Outcome;
import io.flashgate.journal.Durability;
import io.flashgate.journal.JournalDirectory;
import io.flashgate.journal.JournalOptions;
import io.flashgate.journal.JournalWriter;
import java.io.IOException;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A journal of its own that takes the same accepted purchase again and again. A journal does not ask whether that makes sense;
 * it wants sequences without a gap and times that do not go back.
 */
final class OpenJournal implements AutoCloseable {

    private static final long STEP_NANOS = 1_000;

    private final UnsafeBuffer command = new UnsafeBuffer(new byte[Commands.MAX_PURCHASE_BYTES]);
    private final int length = PreparedCore.commands().purchase(command, 0, new TypicalRequest().of(1, 1));
    private final Decision decision = new Decision();
    private final JournalFolder folder;
    private final JournalDirectory directory;
    private final JournalWriter writer;
    private long sequence;
    private long stampNanos = PreparedCore.NOON;

    OpenJournal(final String parent, final Durability durability) throws IOException {
        folder = new JournalFolder(parent);
        directory = JournalDirectory.own(folder.path());
        writer = JournalWriter.open(directory, JournalOptions.DEFAULT.withDurability(durability), 0, 0);
    }

    /** What the sequencer does with a decision: sees that there is room, and appends. */
    void append() {
        if (!writer.hasRoom(length)) {
            throw new IllegalStateException("the disk is full at sequence=" + sequence);
        }
        sequence++;
        stampNanos += STEP_NANOS;
        decision.outcome(Outcome.ACCEPTED).orderNumber(sequence);
        // Any number will do for a digest that nobody replays.
        writer.append(sequence, stampNanos, command, 0, length, decision, ~sequence);
    }

    void force() throws IOException {
        writer.barrier().force();
    }

    long sequence() {
        return writer.sequence();
    }

    @Override
    public void close() throws IOException {
        writer.close();
        directory.close();
        folder.close();
    }
}
