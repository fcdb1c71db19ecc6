package io.flashgate.journal.report;

/** How fast orders come. One thread. */
final class PaceTally {

    static final int ORDERS = 0;
    static final int UNITS = 1;

    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final long NARROWEST_NANOS = 10_000_000L;

    private final Series overTime = new Series(2, NARROWEST_NANOS);
    private long second = -1;
    private long ordersInSecond;
    private long peakOrders;
    private long peakSecond;

    /**
     * @param sinceOpeningNanos 0 or more
     */
    void add(final long sinceOpeningNanos, final long units) {
        overTime.add(sinceOpeningNanos, ORDERS, 1);
        overTime.add(sinceOpeningNanos, UNITS, units);
        final long now = sinceOpeningNanos / NANOS_PER_SECOND;
        ordersInSecond = now == second ? ordersInSecond + 1 : 1;
        second = now;
        if (ordersInSecond > peakOrders) {
            peakOrders = ordersInSecond;
            peakSecond = second;
        }
    }

    SaleReport.Pace pace() {
        return new SaleReport.Pace(overTime.copy(), peakOrders, peakSecond);
    }
}
