package io.flashgate.journal.report;

import io.flashgate.core.order.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** How many requests were refused, why and when. One thread. */
final class RefusalTallies {

    private static final long NARROWEST_NANOS = 1_000_000_000L;

    private final long[] requests = new long[Outcome.CODE_LIMIT];
    private final Series[] overTime = new Series[Outcome.CODE_LIMIT];

    /**
     * @param sinceOpeningNanos negative: before
     */
    void add(final Outcome reason, final long sinceOpeningNanos, final long count) {
        final int code = reason.code();
        requests[code] += count;
        if (overTime[code] == null) {
            overTime[code] = new Series(1, NARROWEST_NANOS);
        }
        overTime[code].add(sinceOpeningNanos, 0, count);
    }

    /** All of whose buckets are equally wide. */
    List<SaleReport.Refusal> list() {
        long widthNanos = NARROWEST_NANOS;
        for (final Series one : overTime) {
            widthNanos = Math.max(widthNanos, one == null ? 0 : one.widthNanos());
        }
        final List<SaleReport.Refusal> reasons = new ArrayList<>();
        for (int code = 0; code < requests.length; code++) {
            if (requests[code] > 0) {
                reasons.add(new SaleReport.Refusal(
                        Outcome.findByCode(code), requests[code], overTime[code].atLeast(widthNanos)));
            }
        }
        reasons.sort(Comparator.comparingLong(SaleReport.Refusal::requests)
                .reversed()
                .thenComparing(SaleReport.Refusal::reason));
        return reasons;
    }
}
