package io.flashgate.bench.compare;

import io.flashgate.core.order.Outcome;
import io.flashgate.core.order.PurchaseView;
import io.flashgate.core.protocol.MessageHeaderDecoder;
import io.flashgate.journal.JournalReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * How soon a sale is over: small sales one after another, half of them sold out and half of them run into {@code closesAt},
 * with buyers on two event loops who never stop coming.
 *
 * <p>Timed is, in nanoseconds of the clock that stamps: from the stamp of the order that took the last unit, as it stands in
 * the journal (or from {@code closesAt}), to the moment at which the later one of the two event loops has refused somebody by
 * itself. It holds the rest of the barrier before, the barrier of that order, publishing it, and the time until a next buyer
 * came to that loop at all, about a tenth of a millisecond. Counted is what was stamped at {@code closesAt} or later.
 */
final class InstantMeasurement {

    private static final int STOCK = 300;

    /** More than can be sold in {@link #OPEN_NANOS}. */
    private static final int AMPLE_STOCK = 5_000;

    /** The tables' size: a sale takes some hundred orders. */
    private static final int ORDERS_PER_SALE = 600;

    private static final long OPEN_NANOS = TimeUnit.MILLISECONDS.toNanos(8);
    private static final long DAY_NANOS = TimeUnit.DAYS.toNanos(1);
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** Between sales, so that each finds a gateway that has nothing else to do. */
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    /** A sale of the measurement: what it ended by, and when. */
    private static final class Sale {
        private final boolean endsByTime;
        private final long closesAtNanos;
        private long lastStampNanos;
        private long refusedNanos;

        Sale(final boolean endsByTime, final long closesAtNanos) {
            this.endsByTime = endsByTime;
            this.closesAtNanos = closesAtNanos;
        }

        double micros() {
            return (refusedNanos - (endsByTime ? closesAtNanos : lastStampNanos)) / 1e3;
        }
    }

    private final Path data;
    private final List<Sale> sales = new ArrayList<>();

    private InstantMeasurement(final Path data) {
        this.data = data;
    }

    /**
     * {@code InstantMeasurement FOLDER WARM-UP SALES}: a process of its own. Prints one line, times in microseconds:
     * {@code instant sales=N median=… p99=… max=… closed-median=… closed-p99=… closed-max=… late-orders=N}.
     */
    public static void main(final String[] args) throws IOException {
        if (args.length != 3) {
            throw new IllegalArgumentException(
                    "expected a folder, sales to warm up with and sales to measure, found " + List.of(args));
        }
        System.out.println(measure(Path.of(args[0]), Integer.parseInt(args[1]), Integer.parseInt(args[2])));
    }

    /** That line. */
    static String measure(final Path data, final int warmUp, final int measured) throws IOException {
        final InstantMeasurement measurement = new InstantMeasurement(data);
        measurement.sell(warmUp + measured);
        final long late = measurement.readStamps();
        final List<Sale> counted = measurement.sales.subList(warmUp, warmUp + measured);
        return "instant sales=" + measured + ' ' + figures("", counted, false) + ' ' + figures("closed-", counted, true)
                + " late-orders=" + late;
    }

    private void sell(final int count) throws IOException {
        try (InstantShop shop = new InstantShop(data, count, count * ORDERS_PER_SALE);
                InstantCrowd crowd = new InstantCrowd(shop.address())) {
            for (int i = 0; i < count; i++) {
                final boolean endsByTime = i % 2 == 1;
                final Sale sale = new Sale(endsByTime, shop.nowNanos() + (endsByTime ? OPEN_NANOS : DAY_NANOS));
                sales.add(sale);
                final String saleId = "instant-" + i;
                final int index = shop.open(saleId, endsByTime ? AMPLE_STOCK : STOCK, sale.closesAtNanos);
                final InstantCrowd.Purchase purchase = new InstantCrowd.Purchase(saleId);
                final long begunNanos = System.nanoTime();
                while (!shop.isRefusedEverywhere(index)) {
                    crowd.comeOnce(purchase);
                    if (System.nanoTime() - begunNanos > PATIENCE_NANOS) {
                        throw new CompareException(
                                "expected every event loop to refuse " + saleId + ", found one that does not");
                    }
                }
                sale.refusedNanos = shop.lastFirstRefusalNanos(index);
                LockSupport.parkNanos(PAUSE_NANOS);
                crowd.listen();
            }
        }
    }

    /** Reads from the journal when the last order of each sale was stamped; returns how many orders were stamped too late. */
    private long readStamps() throws IOException {
        long late = 0;
        final MessageHeaderDecoder header = new MessageHeaderDecoder();
        final PurchaseView purchase = new PurchaseView();
        try (JournalReader journal = JournalReader.open(data)) {
            while (journal.next()) {
                if (journal.outcome() == Outcome.ACCEPTED) {
                    header.wrap(journal.command(), journal.commandOffset());
                    purchase.wrap(
                            journal.command(),
                            journal.commandOffset() + MessageHeaderDecoder.ENCODED_LENGTH,
                            header.blockLength(),
                            header.version());
                    final Sale sale = sales.get(numberOf(purchase));
                    sale.lastStampNanos = journal.timestampNanos();
                    late += journal.timestampNanos() >= sale.closesAtNanos ? 1 : 0;
                }
            }
        }
        return late;
    }

    private static int numberOf(final PurchaseView purchase) {
        final String saleId =
                purchase.command().getStringWithoutLengthAscii(purchase.saleIdOffset(), purchase.saleIdLength());
        return Integer.parseInt(saleId.substring(saleId.lastIndexOf('-') + 1));
    }

    private static String figures(final String prefix, final List<Sale> sales, final boolean endsByTime) {
        final double[] micros = sales.stream()
                .filter(sale -> sale.endsByTime == endsByTime)
                .mapToDouble(Sale::micros)
                .sorted()
                .toArray();
        return String.format(
                Locale.ROOT,
                "%smedian=%.1f %sp99=%.1f %smax=%.1f",
                prefix,
                Medians.of(Arrays.stream(micros)),
                prefix,
                micros[(int) Math.ceil(0.99 * micros.length) - 1],
                prefix,
                micros[micros.length - 1]);
    }
}
