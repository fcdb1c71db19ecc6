package io.flashgate.journal.replay;

import io.flashgate.core.MatchingCore;
import io.flashgate.core.order.Decision;
import io.flashgate.core.order.OrderStatus;
import io.flashgate.journal.JournalException;
import io.flashgate.journal.JournalReader;
import io.flashgate.journal.ReadAhead;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.LongConsumer;

/**
 * The whole state as it was behind some record: the journal replayed up to there, every decision and digest compared on the way.
 */
public final class StateThen {

    private static final int STATUSES = OrderStatus.values().length;

    private final MatchingCore core;
    private final long records;
    private final long[] orders;

    private StateThen(final MatchingCore core, final long records, final long[] orders) {
        this.core = core;
        this.records = records;
        this.orders = orders;
    }

    /**
     * Replays a journal from its first record on. Reads it twice: first to see how large the core must be.
     *
     * @param lastSequence the last record that is replayed, if there is one with this sequence
     * @param progress     hears the sequence of each record that is replayed
     * @throws IOException                                  if it is no folder, or cannot be read
     * @throws io.flashgate.journal.JournalDamagedException at the first bad record up to there
     * @throws ReplayDifferenceException                    at the first difference
     * @throws JournalException                             if it holds more than a core can
     */
    public static StateThen of(final Path journal, final long lastSequence, final LongConsumer progress)
            throws IOException {
        try (JournalReader reader = JournalReader.open(journal)) {
            final JournalSize size = JournalSize.count(reader, lastSequence);
            final MatchingCore core = coreFor(journal, size);
            final long[] orders = new long[core.limits().sales() * STATUSES];
            reader.moveTo(1);
            final long records = new Replay(reader, core).run(size.lastSequence(), (record, decision) -> {
                progress.accept(record.sequence());
                count(record, decision, orders);
            });
            return new StateThen(core, records, orders);
        }
    }

    /**
     * The last record that is stamped no later than a time; 0: all are.
     *
     * @param nanos since the epoch
     */
    public static long sequenceAt(final Path journal, final long nanos) throws IOException {
        try (JournalReader reader = JournalReader.open(journal)) {
            long last = 0;
            while (reader.next() && reader.timestampNanos() <= nanos) {
                last = reader.sequence();
            }
            return last;
        }
    }

    /** The core behind the last record that was replayed; to look at only. */
    public MatchingCore core() {
        return core;
    }

    /** Records that were replayed. */
    public long records() {
        return records;
    }

    /** Orders of a sale, by its place in the order of creation, that stood so. */
    public long orders(final int saleIndex, final OrderStatus status) {
        return orders[STATUSES * saleIndex + status.code()];
    }

    private static void count(final ReadAhead record, final Decision decision, final long[] orders) {
        final int at = STATUSES * decision.saleIndex();
        switch (record.outcome()) {
            case ACCEPTED -> orders[at + OrderStatus.CONFIRMED.code()]++;
            case HELD -> orders[at + OrderStatus.HELD.code()]++;
            case ORDER_CONFIRMED, ORDER_CANCELLED, HOLD_EXPIRED -> {
                orders[at + OrderStatus.HELD.code()]--;
                orders[at + decision.status().code()]++;
            }
            default -> {
                // No order comes or goes.
            }
        }
    }

    private static MatchingCore coreFor(final Path journal, final JournalSize size) {
        try {
            return new MatchingCore(size.limits());
        } catch (final IllegalArgumentException | ArithmeticException tooLarge) {
            throw new JournalException("journal " + journal + " holds more than a core can: " + tooLarge.getMessage());
        }
    }
}
