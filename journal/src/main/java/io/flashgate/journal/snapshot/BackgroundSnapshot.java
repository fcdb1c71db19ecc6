package io.flashgate.journal.snapshot;

import io.flashgate.core.CoreLimits;
import io.flashgate.core.MatchingCore;
import io.flashgate.core.order.Decision;
import io.flashgate.core.sale.SaleDefinition;
import io.flashgate.core.snapshot.SnapshotHead;
import io.flashgate.journal.JournalReader;
import io.flashgate.journal.ReadAhead;
import io.flashgate.journal.replay.JournalSize;
import io.flashgate.journal.replay.Replay;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * A second core, from the newest snapshot and the journal behind it, for a snapshot beside a live gateway.
 *
 * <p>It is made no larger than what it has to hold. Every record is checked as in any replay, so what is written is what a
 * recovery would have come to. It takes half of a processor at most.
 */
public final class BackgroundSnapshot {

    private static final int RECORDS_PER_SLICE = 1_024;
    private static final int MAX_GROUPS = 65_536;

    private BackgroundSnapshot() {}

    /**
     * Follows the journal to a record.
     *
     * @param lastSequence of a durable record
     * @param most         limits of the live core
     * @param isToEnd      asked now and then
     * @return the core, at that sequence
     * @throws IOException           if the folder cannot be read, or the journal does not reach so far
     * @throws CancellationException if it was to end before
     */
    public static MatchingCore follow(
            final Path directory, final long lastSequence, final CoreLimits most, final BooleanSupplier isToEnd)
            throws IOException {
        try (JournalReader reader = JournalReader.open(directory)) {
            final MatchingCore core = SnapshotRecovery.begin(
                            directory, reader, (head, behind) -> limits(head, behind, lastSequence, most))
                    .core();
            new Replay(reader, core).run(lastSequence, new Pace(isToEnd));
            if (core.sequence() != lastSequence) {
                throw new IOException("journal " + directory + ": expected sequence=" + lastSequence
                        + ", found its end at sequence=" + core.sequence());
            }
            return core;
        }
    }

    /** Enough for the snapshot and what lies behind it, and no more than the live core has. */
    private static CoreLimits limits(
            final SnapshotHead head, final JournalReader reader, final long lastSequence, final CoreLimits most) {
        final JournalSize behind = JournalSize.count(reader, lastSequence);
        final long decisions = behind.decisions() + (head == null ? 0 : head.answers());
        // The sales in the snapshot are not known yet, and their items may have several prices.
        final long parts = head == null
                ? behind.parts()
                : head.orderRows() + behind.parts() * (1 + SaleDefinition.MAX_PRICE_TIERS);
        final long sales = behind.sales() + (head == null ? 0 : head.sales());
        final long groups = Math.min(MAX_GROUPS, behind.orders() + (head == null ? 0 : head.groups()));
        return new CoreLimits(
                within(sales, most.sales()),
                // Refusals may take half of a core's answers.
                within(2 * decisions, most.answers()),
                within(parts, most.orders()),
                within(groups, most.groups()));
    }

    /** Rests as long as it works, slice by slice. */
    private static final class Pace implements Replay.Observer {

        private final BooleanSupplier isToEnd;
        private long startedNanos = System.nanoTime();
        private int records;

        Pace(final BooleanSupplier isToEnd) {
            this.isToEnd = isToEnd;
        }

        @Override
        public void onRecord(final ReadAhead record, final Decision decision) {
            records++;
            if (records % RECORDS_PER_SLICE == 0) {
                if (isToEnd.getAsBoolean()) {
                    throw new CancellationException("asked to end at sequence=" + record.sequence());
                }
                LockSupport.parkNanos(System.nanoTime() - startedNanos);
                startedNanos = System.nanoTime();
            }
        }
    }

    private static int within(final long wanted, final int most) {
        return (int) Math.max(1, Math.min(wanted, most));
    }
}
