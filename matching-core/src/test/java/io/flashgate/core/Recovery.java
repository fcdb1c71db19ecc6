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
        Till afterCrash(final List<StampedCommand> journal, final CoreLimits limits, final long answerRetentionNanos) {
            final Till till = Till.unfounded(limits, answerRetentionNanos);
            journal.forEach(till::replay);
            return till;
        }
    };

    static final List<Recovery> ALL = List.of(values());

    /**
     * The core after a crash, behind its till.
     *
     * @param journal              everything that was sequenced before the crash
     * @param limits               as before
     * @param answerRetentionNanos as before
     */
    abstract Till afterCrash(List<StampedCommand> journal, CoreLimits limits, long answerRetentionNanos);
}
