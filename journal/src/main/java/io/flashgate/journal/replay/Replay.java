package io.flashgate.journal.replay;

import io.flashgate.core.MatchingCore;
import io.flashgate.core.order.Decision;
import io.flashgate.journal.Glance;
import io.flashgate.journal.JournalReader;

/**
 * Runs records through a core and compares what it decides with what is recorded: outcome, order number, units and the
 * digest of the whole state. Stops at the first difference. One thread; a record costs no allocation beyond what the core
 * itself allocates for a new sale.
 */
public final class Replay {

    /** Hears of every record, after it was decided again and found equal. */
    @FunctionalInterface
    public interface Observer {

        /** Does nothing. */
        Observer NONE = (record, decision) -> {};

        /**
         * @param record   the reader, standing on the record
         * @param decision what the core decided; reused for the next record
         */
        void onRecord(JournalReader record, Decision decision);
    }

    /** Records whose purchases the core hears of before they are read one after the other. */
    private static final int AHEAD = 16;

    private final JournalReader reader;
    private final MatchingCore core;
    private final Glance ahead;
    private int expected;
    private final Decision decision = new Decision();

    /**
     * @param reader stands before the record that comes next for the core
     * @param core   at the state before that record; empty for a replay from the start
     */
    public Replay(final JournalReader reader, final MatchingCore core) {
        this.reader = reader;
        this.core = core;
        ahead = core::expect;
    }

    /**
     * Replays to the journal's end.
     *
     * @return the number of records
     * @throws ReplayDifferenceException                    at the first difference
     * @throws io.flashgate.journal.JournalDamagedException at the first bad record
     */
    public long run(final Observer observer) {
        return run(Long.MAX_VALUE, observer);
    }

    /**
     * As {@link #run(Observer)}, to the record with this sequence at most.
     *
     * @return the number of records
     */
    public long run(final long lastSequence, final Observer observer) {
        long records = 0;
        while (core.sequence() < lastSequence && next()) {
            decideAgain();
            observer.onRecord(reader, decision);
            records++;
        }
        return records;
    }

    private boolean next() {
        if (expected <= 0) {
            expected = reader.glance(AHEAD, ahead);
        }
        expected--;
        return reader.next();
    }

    private void decideAgain() {
        if (reader.rulesVersion() != MatchingCore.RULES_VERSION) {
            throw new ReplayDifferenceException(
                    reader,
                    "rulesVersion (these are the rules that this build knows)",
                    reader.rulesVersion(),
                    MatchingCore.RULES_VERSION);
        }
        if (reader.sequence() != core.nextSequence()) {
            throw new ReplayDifferenceException(reader, "sequence", reader.sequence(), core.nextSequence());
        }
        try {
            core.onCommand(
                    reader.sequence(),
                    reader.timestampNanos(),
                    reader.command(),
                    reader.commandOffset(),
                    reader.commandLength(),
                    decision);
        } catch (final IndexOutOfBoundsException | IllegalStateException undecidable) {
            throw new ReplayDifferenceException(reader, "outcome", reader.outcome(), undecidable);
        }
        if (decision.outcome() != reader.outcome()) {
            throw new ReplayDifferenceException(reader, "outcome", reader.outcome(), decision.outcome());
        }
        if (decision.orderNumber() != reader.orderNumber()) {
            throw new ReplayDifferenceException(reader, "orderNumber", reader.orderNumber(), decision.orderNumber());
        }
        if (decision.units() != reader.units()) {
            throw new ReplayDifferenceException(reader, "units", reader.units(), decision.units());
        }
        if (core.digest() != reader.stateDigest()) {
            throw new ReplayDifferenceException(reader, "stateDigest", hex(reader.stateDigest()), hex(core.digest()));
        }
    }

    static String hex(final long digest) {
        return String.format("%016x", digest);
    }
}
