package io.flashgate.journal.whatif;

import io.flashgate.core.CommandView;
import io.flashgate.core.Commands;
import io.flashgate.core.CoreLimits;
import io.flashgate.core.MatchingCore;
import io.flashgate.core.order.Decision;
import io.flashgate.core.order.Outcome;
import io.flashgate.core.order.Text;
import io.flashgate.core.protocol.CancelOrderEncoder;
import io.flashgate.core.protocol.ConfirmOrderEncoder;
import io.flashgate.core.protocol.ExtendHoldEncoder;
import io.flashgate.core.protocol.MessageHeaderEncoder;
import io.flashgate.core.sale.Sale;
import io.flashgate.core.sale.SaleDefinition;
import io.flashgate.journal.JournalRecords;
import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.collections.Long2LongHashMap;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The sale as it would have been: a core of its own, which is given the recorded requests at their recorded times, and which says by
 * itself what the passing of time calls for in between, at the moment it is due.
 *
 * <p>Orders have other numbers here; what the merchant or a buyer did to one is done to the order that the same purchase made.
 */
final class OtherSale {

    private static final long NO_ORDER = 0;

    private final MatchingCore core;
    private final String saleId;
    private final Decision decision = new Decision();
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[SaleDefinition.MAX_ENCODED_BYTES]);
    private final UnsafeBuffer due = new UnsafeBuffer(new byte[MatchingCore.MAX_DUE_BYTES]);
    private final Text id = new Text(Text.ID_MAX_BYTES);

    /** By the number of an order that was held, the number that it has here. */
    private final Long2LongHashMap numbers = new Long2LongHashMap(NO_ORDER);

    private Commands commands;
    private long revenue;
    private long expired;
    private long[] lastUnitSequence = new long[0];
    private long[] lastUnitAtNanos = new long[0];

    OtherSale(final String saleId, final CoreLimits limits) {
        this.saleId = saleId;
        core = new MatchingCore(limits);
        id.set(saleId);
    }

    /** The first record of the log. */
    void found(final JournalRecords record) {
        offer(record.timestampNanos(), record.command(), record.commandOffset(), record.commandLength());
        commands = new Commands(core.hashKey0(), core.hashKey1());
    }

    /** The sale is defined, or defined anew. */
    void define(final SaleDefinition definition, final long nanos) {
        advanceTo(nanos);
        offer(nanos, buffer, 0, definition.encode(buffer, 0));
        lastUnitSequence = Arrays.copyOf(lastUnitSequence, definition.items().size());
        lastUnitAtNanos = Arrays.copyOf(lastUnitAtNanos, definition.items().size());
    }

    /** A purchase or the early end, as it was. What became of it. */
    Decision decide(final JournalRecords record) {
        advanceTo(record.timestampNanos());
        offer(record.timestampNanos(), record.command(), record.commandOffset(), record.commandLength());
        if (decision.outcome().isOrder()) {
            for (int change = 0; change < decision.changeCount(); change++) {
                if (decision.availableAfter(change) == 0) {
                    lastUnitSequence[decision.changedItem(change)] = record.sequence();
                    lastUnitAtNanos[decision.changedItem(change)] = record.timestampNanos();
                }
            }
            if (record.outcome() == Outcome.HELD) {
                numbers.put(record.orderNumber(), decision.orderNumber());
            }
        }
        return decision;
    }

    /** The order that was made last is paid for at once. */
    void payNow(final long orderNumber, final long nanos) {
        offer(nanos, buffer, 0, commands.confirmOrder(buffer, 0, id, orderNumber));
    }

    /**
     * What was done to an order, done to the one that the same purchase made here.
     *
     * @return what became of it; null: there is no such order here
     */
    Outcome change(final JournalRecords record, final CommandView command) {
        advanceTo(record.timestampNanos());
        final long number = numbers.get(record.orderNumber());
        if (number == NO_ORDER) {
            return null;
        }
        buffer.putBytes(0, record.command(), record.commandOffset(), record.commandLength());
        buffer.putLong(
                MessageHeaderEncoder.ENCODED_LENGTH + numberOffset(command), number, java.nio.ByteOrder.LITTLE_ENDIAN);
        offer(record.timestampNanos(), buffer, 0, record.commandLength());
        return decision.outcome();
    }

    /** Lets time pass: sales open and close and holds end at the moment they are due. */
    void advanceTo(final long nanos) {
        while (core.nextDeadlineNanos() <= nanos) {
            final long stamp = Math.max(core.timestampNanos(), core.nextDeadlineNanos());
            final int length = core.due(stamp, due);
            offer(stamp, due, 0, length);
            expired += decision.outcome() == Outcome.HOLD_EXPIRED ? 1 : 0;
        }
    }

    /** Null: it has not been defined. */
    Sale sale() {
        return core.sales().find(saleId);
    }

    /** What confirmed units cost, minor units. */
    long revenue() {
        return revenue;
    }

    /** Holds that were not paid for in time. */
    long expired() {
        return expired;
    }

    /** The recorded sequence of the purchase that last took the last available unit of an item; 0: none has. */
    long lastUnitSequence(final int item) {
        return lastUnitSequence[item];
    }

    /** The stamp of that purchase, nanoseconds since the epoch. */
    long lastUnitAtNanos(final int item) {
        return lastUnitAtNanos[item];
    }

    private void offer(final long stamp, final DirectBuffer command, final int offset, final int length) {
        core.onCommand(core.nextSequence(), stamp, command, offset, length, decision);
        if (decision.outcome() == Outcome.ACCEPTED || decision.outcome() == Outcome.ORDER_CONFIRMED) {
            revenue += decision.total();
        }
    }

    private static int numberOffset(final CommandView command) {
        return switch (command.name()) {
            case "ConfirmOrder" -> ConfirmOrderEncoder.orderNumberEncodingOffset();
            case "CancelOrder" -> CancelOrderEncoder.orderNumberEncodingOffset();
            case "ExtendHold" -> ExtendHoldEncoder.orderNumberEncodingOffset();
            default -> throw new IllegalArgumentException("changes no order: " + command.name());
        };
    }
}
