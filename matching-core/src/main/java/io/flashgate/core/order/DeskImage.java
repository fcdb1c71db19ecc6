package io.flashgate.core.order;

import io.flashgate.core.protocol.snapshot.AnswersDecoder;
import io.flashgate.core.protocol.snapshot.AnswersEncoder;
import io.flashgate.core.protocol.snapshot.BuyerUnitsDecoder;
import io.flashgate.core.protocol.snapshot.BuyerUnitsEncoder;
import io.flashgate.core.protocol.snapshot.OrderRowsDecoder;
import io.flashgate.core.protocol.snapshot.OrderRowsEncoder;
import org.agrona.DirectBuffer;

/**
 * The desks' tables, written into a snapshot and restored from one, many entries to a message. Used once, from the first entry
 * to the last; restored tables are empty before.
 *
 * <p>Orders and counts go out in the order in which they came; answers sale by sale, the newest of each first, as they are
 * chained: all that the log alone decides. So the same state gives the same bytes, however large the tables are. What is restored is first announced, a message at a time, so that its places in the index come
 * from memory together.
 */
public final class DeskImage {

    private final AnswerTable answers;
    private final OrderTable orders;
    private final BuyerTable buyers;
    private int part;

    /** The answer that comes next, once the first has been asked for; and its sale. */
    private int answer = AnswerTable.NOT_FOUND;

    private int answerSale = -1;

    /** Never read: only so that the loads that announce entries are not left out. */
    @SuppressWarnings("unused")
    private long loaded;

    public DeskImage(final DeskTables tables) {
        answers = tables.answers;
        orders = tables.orders;
        buyers = tables.buyers;
    }

    /** Distinct groups among the orders. */
    public int groups() {
        return orders.groups();
    }

    /** Parts of all orders. */
    public int rows() {
        return orders.rows();
    }

    /** Counts of buyers' units. */
    public int buyers() {
        return buyers.size();
    }

    /** Remembered answers. */
    public int answers() {
        return answers.size();
    }

    /**
     * Copies a group's name to the start of an array of {@link Text#ID_MAX_BYTES}.
     *
     * @return its length
     */
    public int copyGroup(final int number, final byte[] to) {
        return orders.copyGroup(number, to);
    }

    /** Restores the next group. */
    public void restoreGroup(final DirectBuffer name) {
        orders.restoreGroup(name);
    }

    /** Writes the next rows. */
    public void writeRows(final int from, final int count, final OrderRowsEncoder message) {
        final OrderRowsEncoder.EntriesEncoder entries = message.entriesCount(count);
        for (int row = from; row < from + count; row++) {
            orders.write(row, part, entries.next());
            part = orders.partAfter(row, part);
        }
    }

    /** Restores the next rows. */
    public void restoreRows(final OrderRowsDecoder message) {
        for (final OrderRowsDecoder.EntriesDecoder entry : message.entries()) {
            orders.restore(entry);
        }
    }

    /** Writes the next counts. */
    public void writeBuyers(final int from, final int count, final BuyerUnitsEncoder message) {
        final BuyerUnitsEncoder.EntriesEncoder entries = message.entriesCount(count);
        for (int entry = from; entry < from + count; entry++) {
            buyers.write(entry, entries.next());
        }
    }

    /** Restores the next counts. */
    public void restoreBuyers(final BuyerUnitsDecoder message) {
        for (final BuyerUnitsDecoder.EntriesDecoder entry : message.entries()) {
            loaded += buyers.touch(entry.buyerHash0());
        }
        message.sbeRewind();
        for (final BuyerUnitsDecoder.EntriesDecoder entry : message.entries()) {
            buyers.restore(entry);
        }
    }

    /** Writes the next answers; there are so many. */
    public void writeAnswers(final int count, final AnswersEncoder message) {
        final AnswersEncoder.EntriesEncoder entries = message.entriesCount(count);
        for (int i = 0; i < count; i++) {
            while (answer == AnswerTable.NOT_FOUND) {
                answerSale++;
                answer = answers.newestOf(answerSale);
            }
            answers.write(answer, answerSale, entries.next());
            answer = answers.before(answer);
        }
    }

    /** Restores the next answers. */
    public void restoreAnswers(final AnswersDecoder message) {
        for (final AnswersDecoder.EntriesDecoder entry : message.entries()) {
            loaded += answers.touch(entry.home());
        }
        message.sbeRewind();
        for (final AnswersDecoder.EntriesDecoder entry : message.entries()) {
            answer = answers.restore(entry, answer, entry.sale() == answerSale);
            answerSale = entry.sale();
        }
    }
}
