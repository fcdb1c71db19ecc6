package io.flashgate.core;

import java.util.List;

/**
 * How there is a core again after a crash. Each is tried in the middle of storms: what it makes goes on in the place of the core
 * that died, so whatever it leaves out shows.
 */
enum Recovery {
    /** Everything is decided again, from the founding on. */
    FROM_THE_JOURNAL {
        @Override
        Till afterCrash(
                final Snapshot snapshot,
                final List<StampedCommand> journal,
                final CoreLimits limits,
                final long answerRetentionNanos) {
            final Till till = Till.unfounded(limits, answerRetentionNanos);
            journal.forEach(till::replay);
            return till;
        }
    },
    /** What a snapshot says is taken over; what the journal has behind it is decided again. */
    FROM_A_SNAPSHOT {
        @Override
        Till afterCrash(
                final Snapshot snapshot,
                final List<StampedCommand> journal,
                final CoreLimits limits,
                final long answerRetentionNanos) {
            final int known = (int) snapshot.head().sequence();
            final Till till = Till.restored(snapshot.restore(limits, answerRetentionNanos), journal.subList(0, known));
            journal.subList(known, journal.size()).forEach(till::replay);
            return till;
        }
    };

    static final List<Recovery> ALL = List.of(values());

    /**
     * The core after a crash, behind its till.
     *
     * @param snapshot             the newest
     * @param journal              everything that was sequenced before the crash
     * @param limits               as before, or larger
     * @param answerRetentionNanos as before
     */
    abstract Till afterCrash(
            Snapshot snapshot, List<StampedCommand> journal, CoreLimits limits, long answerRetentionNanos);
}
