package io.flashgate.core.order;

import io.flashgate.core.protocol.ForgetAnswersEncoder;
import io.flashgate.core.protocol.MessageHeaderEncoder;
import io.flashgate.core.sale.Sale;
import io.flashgate.core.sale.SaleTable;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Lets the remembered answers of a sale go, some at a time, once it has been sealed for long enough.
 *
 * <p>How long is said by each command, and the rules ask no more than that the sale has been sealed for so long by the command's
 * stamp. So the setting may change from one run to the next, and every log still replays: it is only whoever leads the log that
 * goes by its own {@linkplain #nextDeadlineNanos() retention}. It is no part of the state.
 *
 * <p>A sale that is sealed decides nothing any more, so whoever asks again afterwards hears what everybody hears: that it is over.
 * Its orders stay.
 */
public final class ForgetDesk {

    /** Longest retention, nanoseconds: ten years. */
    public static final long MAX_RETENTION_NANOS = 3_650L * 86_400_000_000_000L;

    /** Most answers that one command may let go. */
    public static final int MAX_ANSWERS = 1_024;

    /** How many this leader asks for at once: a few tens of microseconds, even where nothing is in the cache. */
    private static final int STEP = 128;

    private final SaleTable sales;
    private final AnswerTable answers;
    private final long retentionNanos;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final ForgetAnswersEncoder command = new ForgetAnswersEncoder();

    /**
     * @param retentionNanos how long answers are to be kept after their sale is sealed, 1–{@link #MAX_RETENTION_NANOS}
     */
    public ForgetDesk(final SaleTable sales, final DeskTables tables, final long retentionNanos) {
        if (!isRetention(retentionNanos)) {
            throw new IllegalArgumentException(
                    "answerRetentionNanos: found " + retentionNanos + ", expected 1–" + MAX_RETENTION_NANOS);
        }
        this.sales = sales;
        answers = tables.answers;
        this.retentionNanos = retentionNanos;
    }

    /** When the next answers are to be forgotten, nanoseconds since the epoch; {@link Long#MAX_VALUE}: none are. */
    public long nextDeadlineNanos() {
        final long sealedAtNanos = sales.longestSealedAtNanos();
        return sealedAtNanos > Long.MAX_VALUE - retentionNanos ? Long.MAX_VALUE : sealedAtNanos + retentionNanos;
    }

    /**
     * Writes the command for the sale that is sealed longest; only while there is one.
     *
     * @return its length in bytes, from 0 on
     */
    public int due(final MutableDirectBuffer buffer) {
        final byte[] saleId = sales.longestSealed().idBytes();
        command.wrapAndApplyHeader(buffer, 0, header)
                .retentionNanos(retentionNanos)
                .mostAnswers(STEP)
                .putSaleId(saleId, 0, saleId.length);
        return MessageHeaderEncoder.ENCODED_LENGTH + command.encodedLength();
    }

    /**
     * Forgets the newest answers of a sale that has been sealed for long enough. A sale that never had one is done at once.
     *
     * @param retention how long is long enough, nanoseconds
     * @param most      how many at most
     */
    public void forget(
            final DirectBuffer saleId,
            final long retention,
            final int most,
            final long timestampNanos,
            final Decision decision) {
        if (!isRetention(retention) || most < 1 || most > MAX_ANSWERS) {
            decision.outcome(Outcome.MALFORMED);
            return;
        }
        final Sale sale = sales.find(saleId, 0, saleId.capacity());
        if (sale == null) {
            decision.outcome(Outcome.UNKNOWN_SALE);
            return;
        }
        if (!sale.isSealed() || sale.isForgotten() || timestampNanos - sale.sealedAtNanos() < retention) {
            decision.outcome(Outcome.NOT_DUE);
            return;
        }
        final int count = answers.forget(sale.index(), most);
        final boolean isDone = !answers.hasAny(sale.index());
        sale.forget(count, isDone);
        decision.outcome(isDone ? Outcome.SALE_FORGOTTEN : Outcome.ANSWERS_FORGOTTEN)
                .units(count)
                .sale(sale.index(), sale.phase());
    }

    private static boolean isRetention(final long nanos) {
        return nanos >= 1 && nanos <= MAX_RETENTION_NANOS;
    }
}
