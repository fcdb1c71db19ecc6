package io.flashgate.journal.replay;

import io.flashgate.core.MatchingCore;
import io.flashgate.core.order.Decision;
import io.flashgate.journal.Glance;
import io.flashgate.journal.JournalReader;
import io.flashgate.journal.ReadAhead;
import org.agrona.DirectBuffer;

/**
 * Runs records through a core and compares what it decides with what is recorded: outcome, order number, units and the
 * digest of the whole state. Stops at the first difference.
 *
 * <p>One thread decides and compares; a second one reads and checks ahead of it, as long as a run lasts. A record costs no
 * allocation beyond what the core itself allocates for a new sale.
 */
public final class Replay {

    /** Hears of every record, after it was decided again and found equal. */
    @FunctionalInterface
    public interface Observer {

        /** Does nothing. */
        Observer NONE = (record, decision) -> {};

        /**
         * @param record   standing on the record
         * @param decision what the core decided; reused for the next record
         */
        void onRecord(ReadAhead record, Decision decision);

        /**
         * Is shown a command shortly before it is decided, or not: a hint, so that what {@link #onRecord} will want is in the
         * cache by then.
         *
         * @param command where it lies; not to be kept
         * @param offset  of its message header
         * @param length  in bytes, header and all
         */
        default void expect(final DirectBuffer command, final int offset, final int length) {}
    }

    private final JournalReader reader;
    private final MatchingCore core;
    private final Decision decision = new Decision();

    /**
     * @param reader stands before the record that comes next for the core
     * @param core   at the state before that record; empty for a replay from the start
     */
    public Replay(final JournalReader reader, final MatchingCore core) {
        this.reader = reader;
        this.core = core;
    }

    /**
     * Replays to the journal's end.
     *
     * @return the number of records
     * @throws ReplayDifferenceException                    at the first difference
     * @throws io.flashgate.journal.JournalDamagedException at the first bad record
     * @throws io.flashgate.journal.JournalException        if a file cannot be read, or the thread is interrupted
     */
    public long run(final Observer observer) {
        return run(Long.MAX_VALUE, observer);
    }

    /**
     * As {@link #run(Observer)}, to the record with this sequence at most. Behind it the reader stands on that record; behind
     * an exception it may have read further.
     *
     * @return the number of records
     */
    public long run(final long lastSequence, final Observer observer) {
        long records = 0;
        final Glance ahead = (command, offset, length) -> {
            core.expect(command, offset, length);
            observer.expect(command, offset, length);
        };
        try (ReadAhead record = ReadAhead.of(reader, lastSequence - core.sequence(), ahead)) {
            while (record.next()) {
                decideAgain(record);
                observer.onRecord(record, decision);
                records++;
            }
        }
        return records;
    }

    private void decideAgain(final ReadAhead record) {
        if (record.rulesVersion() < MatchingCore.OLDEST_RULES_VERSION
                || record.rulesVersion() > MatchingCore.RULES_VERSION) {
            throw new ReplayDifferenceException(
                    record,
                    "rulesVersion (these are the rules that this build knows)",
                    record.rulesVersion(),
                    MatchingCore.OLDEST_RULES_VERSION + "–" + MatchingCore.RULES_VERSION);
        }
        if (record.sequence() != core.nextSequence()) {
            throw new ReplayDifferenceException(record, "sequence", record.sequence(), core.nextSequence());
        }
        try {
            core.onCommand(
                    record.sequence(),
                    record.timestampNanos(),
                    record.command(),
                    record.commandOffset(),
                    record.commandLength(),
                    decision);
        } catch (final IndexOutOfBoundsException | IllegalStateException undecidable) {
            throw new ReplayDifferenceException(record, "outcome", record.outcome(), undecidable);
        }
        if (decision.outcome() != record.outcome()) {
            throw new ReplayDifferenceException(record, "outcome", record.outcome(), decision.outcome());
        }
        if (decision.orderNumber() != record.orderNumber()) {
            throw new ReplayDifferenceException(record, "orderNumber", record.orderNumber(), decision.orderNumber());
        }
        if (decision.units() != record.units()) {
            throw new ReplayDifferenceException(record, "units", record.units(), decision.units());
        }
        if (core.digest() != record.stateDigest()) {
            throw new ReplayDifferenceException(record, "stateDigest", hex(record.stateDigest()), hex(core.digest()));
        }
    }

    static String hex(final long digest) {
        return String.format("%016x", digest);
    }
}
