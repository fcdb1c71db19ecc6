package io.flashgate.bench.load;

import java.util.List;

/**
 * What all ledgers say together.
 *
 * @param accepted   requests that were sold to
 * @param compared   repeats that were compared with their first answer
 * @param found      requests that were answered after their first attempt was not
 * @param unanswered requests that never were
 * @param violations what was found
 */
record Ledgers(long accepted, long compared, long found, long unanswered, List<Violation> violations) {

    static Ledgers of(final LoadPlan plan, final List<Ledger> ledgers) {
        final Audit audit = new Audit(plan, ledgers);
        final long found = ledgers.stream().mapToLong(Ledger::foundCount).sum();
        return new Ledgers(
                audit.acceptedCount(),
                ledgers.stream().mapToLong(Ledger::comparedCount).sum(),
                found,
                ledgers.stream().mapToLong(Ledger::unansweredCount).sum(),
                audit.violations());
    }
}
