package io.flashgate.bench.load;

import io.flashgate.bench.load.Violation.Kind;
import java.util.Arrays;
import java.util.List;
import org.agrona.collections.LongArrayList;
import org.agrona.collections.LongHashSet;

/** Looks through the ledgers of all threads when the run is over, for what no single answer shows. */
final class Audit {

    private static final int EXAMPLES = 3;

    private final LoadPlan plan;
    private final Identities identities;
    private final Findings findings = new Findings();
    private final long[] orders;
    private final long[] sequences;
    private final long[] owners;

    Audit(final LoadPlan plan, final List<Ledger> ledgers) {
        this.plan = plan;
        this.identities = plan.identities();
        ledgers.forEach(ledger -> findings.addAll(ledger.findings()));
        orders = all(ledgers.stream().map(Ledger::orders).toList());
        sequences = all(ledgers.stream().map(Ledger::sequences).toList());
        owners = all(ledgers.stream().map(Ledger::owners).toList());
    }

    /** Everything that was found, of both kinds. */
    List<Violation> violations() {
        final long units = (long) orders.length * plan.quantity();
        if (plan.unitsLeft() >= 0 && units > plan.unitsLeft()) {
            findings.add(
                    Kind.OVERSOLD,
                    () -> units + " units were accepted and " + plan.unitsLeft() + " were left when the run began");
        }
        twice(Kind.ORDER_TWICE, orders);
        twice(Kind.SEQUENCE_TWICE, sequences);
        buyersLimit();
        return findings.violations();
    }

    /** Requests that were sold to. */
    long acceptedCount() {
        return orders.length;
    }

    private void twice(final Kind kind, final long[] values) {
        final long[] sorted = values.clone();
        Arrays.sort(sorted);
        final LongHashSet shown = new LongHashSet();
        for (int i = 1; i < sorted.length; i++) {
            final long value = sorted[i];
            if (value != sorted[i - 1] || value == Answer.ABSENT && kind == Kind.SEQUENCE_TWICE) {
                continue;
            }
            final boolean isExample = shown.size() < EXAMPLES && shown.add(value);
            findings.add(kind, () -> isExample ? ownersOf(values, value) : "");
        }
    }

    private String ownersOf(final long[] values, final long value) {
        final StringBuilder text = new StringBuilder("keys");
        int shown = 0;
        for (int i = 0; i < values.length && shown < EXAMPLES; i++) {
            if (values[i] == value) {
                text.append(shown++ == 0 ? " " : " and ").append(identities.key(owners[i]));
                if (sequences[i] != Answer.ABSENT) {
                    text.append(" (sequence ").append(sequences[i]).append(')');
                }
            }
        }
        return text.toString();
    }

    private void buyersLimit() {
        if (plan.buyerLimit() == 0) {
            return;
        }
        final long[] buyers = new long[owners.length];
        for (int i = 0; i < buyers.length; i++) {
            buyers[i] = identities.buyer(owners[i]);
        }
        Arrays.sort(buyers);
        int begin = 0;
        for (int i = 1; i <= buyers.length; i++) {
            if (i == buyers.length || buyers[i] != buyers[begin]) {
                final long units = (long) (i - begin) * plan.quantity();
                final long buyer = buyers[begin];
                if (units > plan.buyerLimit()) {
                    findings.add(
                            Kind.OVER_BUYER_LIMIT,
                            () -> "the buyer of key " + identities.key(buyer) + " has " + units + " units, expected "
                                    + plan.buyerLimit() + " at most");
                }
                begin = i;
            }
        }
    }

    private static long[] all(final List<LongArrayList> lists) {
        final long[] all = new long[lists.stream().mapToInt(LongArrayList::size).sum()];
        int at = 0;
        for (final LongArrayList list : lists) {
            for (int i = 0; i < list.size(); i++) {
                all[at++] = list.getLong(i);
            }
        }
        return all;
    }
}
