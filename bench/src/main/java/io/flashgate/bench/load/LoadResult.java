package io.flashgate.bench.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.HdrHistogram.Histogram;

/** How a run went: the figures, and whether it counts. Immutable once built. */
final class LoadResult {

    private final LoadPlan plan;
    private final List<Tally> tallies;
    private final Ledgers ledgers;
    private final Recording recording;
    private final double seconds;
    private final boolean isStopped;
    private final CpuTime cpu;
    private final double sendingSeconds;

    /**
     * @param ledgers    null: nothing was remembered
     * @param startNanos when the schedule began
     * @param endNanos   when it ended, or was stopped
     * @param cpu        of this process, over the measured part
     */
    LoadResult(
            final LoadPlan plan,
            final List<Tally> tallies,
            final Ledgers ledgers,
            final Recording recording,
            final long startNanos,
            final long endNanos,
            final boolean isStopped,
            final CpuTime cpu) {
        this.plan = plan;
        this.tallies = tallies;
        this.ledgers = ledgers;
        this.recording = recording;
        this.isStopped = isStopped;
        final long fromNanos = startNanos + plan.warmUp().toNanos();
        seconds = Math.max(1, endNanos - fromNanos) / 1e9;
        long lastNanos = endNanos;
        for (final Tally tally : tallies) {
            if (tally.lastSentNanos != Long.MIN_VALUE && tally.lastSentNanos - lastNanos > 0) {
                lastNanos = tally.lastSentNanos;
            }
        }
        sendingSeconds = Math.max(1, lastNanos - fromNanos) / 1e9;
        this.cpu = cpu;
    }

    LoadPlan plan() {
        return plan;
    }

    /** Null where nothing was remembered. */
    Ledgers findLedgers() {
        return ledgers;
    }

    /** Length of the measured part. */
    double seconds() {
        return seconds;
    }

    boolean isStopped() {
        return isStopped;
    }

    /** All requests that were written, whenever, repeats included. */
    long sent() {
        return sum(tally -> tally.sentCount);
    }

    long answered() {
        return sum(tally -> tally.answeredCount);
    }

    long repeats() {
        return sum(tally -> tally.repeatCount);
    }

    /** Attempts that were not answered. */
    long lost() {
        return sum(tally -> tally.lostCount);
    }

    long reconnects() {
        return sum(tally -> tally.reconnectCount);
    }

    /** Due, and never sent. */
    long unsent() {
        return sum(tally -> tally.unsentCount);
    }

    long measuredAnswered() {
        return sum(tally -> tally.measuredAnsweredCount);
    }

    /** Requests a second that were due. */
    double intendedRate() {
        return (sum(tally -> tally.measuredSentCount) + unsent()) / seconds;
    }

    /** Open loop: requests a second that were sent. Closed loop: that were answered. */
    double achievedRate() {
        return plan.profile().isClosed()
                ? measuredAnswered() / seconds
                : sum(tally -> tally.measuredSentCount) / sendingSeconds;
    }

    /** Whether requests were due that could not be sent, or not in time. */
    boolean isRateMissed() {
        return !plan.profile().isClosed()
                && (unsent() > 0 || sendingSeconds - seconds > plan.grace().toNanos() / 1e9);
    }

    /** How long after the schedule's end the last request went out. */
    double lateSeconds() {
        return sendingSeconds - seconds;
    }

    /** Of this whole process, the JVM's compilers included. */
    double cpuMicrosPerRequest() {
        return measuredAnswered() == 0 ? 0 : cpu.processNanos() / 1e3 / measuredAnswered();
    }

    /** Of the threads that send and receive; 0 for a flash, whose threads are gone when it is over. */
    double generatorCpuMicrosPerRequest() {
        return measuredAnswered() == 0 ? 0 : cpu.generatorsNanos() / 1e3 / measuredAnswered();
    }

    /** How often each HTTP status was heard. */
    Map<Integer, Long> statuses() {
        final Map<Integer, Long> statuses = new TreeMap<>();
        for (final Tally tally : tallies) {
            for (int status = 0; status < tally.statuses.length; status++) {
                if (tally.statuses[status] > 0) {
                    statuses.merge(status, tally.statuses[status], Long::sum);
                }
            }
        }
        return statuses;
    }

    /** How often each problem's code was heard. */
    Map<String, Long> codes() {
        final Map<String, Long> codes = new TreeMap<>();
        tallies.forEach(tally -> tally.codes.addTo(codes));
        return codes;
    }

    Histogram all() {
        return recording.all();
    }

    Histogram accepted() {
        return recording.accepted();
    }

    Histogram refused() {
        return recording.refused();
    }

    Histogram sendDelay() {
        return recording.sendDelay();
    }

    List<Violation> violations() {
        return ledgers == null ? List.of() : ledgers.violations();
    }

    /** Why the run does not count; empty: it does. */
    List<String> failures() {
        final List<String> failures = new ArrayList<>();
        violations().forEach(violation -> failures.add(violation.toString()));
        if (lost() > 0) {
            failures.add("lost: " + lost() + " requests got no answer"
                    + (ledgers == null
                            ? ""
                            : "; asked again with the same key, " + ledgers.found() + " got one and "
                                    + ledgers.unanswered() + " did not"));
        } else if (ledgers != null && ledgers.unanswered() > 0) {
            failures.add("lost: " + ledgers.unanswered() + " requests got no answer, asked again or not");
        }
        if (isRateMissed()) {
            failures.add(String.format(
                    Locale.ROOT,
                    "missed rate: %,.0f/s were due and %,.0f/s were sent (%,d never, the last %.2f s late);"
                            + " the latencies say so too, since they count from when a request was due",
                    intendedRate(),
                    achievedRate(),
                    unsent(),
                    lateSeconds()));
        }
        if (answered() == 0) {
            failures.add("nothing was answered");
        }
        return failures;
    }

    private long sum(final ToLongFunction<Tally> count) {
        return tallies.stream().mapToLong(count).sum();
    }
}
