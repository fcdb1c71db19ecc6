package io.flashgate.core.sale;

import io.flashgate.core.protocol.snapshot.SaleStateDecoder;
import io.flashgate.core.table.DeadlineQueue;
import io.flashgate.core.table.Digest;
import io.flashgate.core.table.IdTable;
import java.nio.charset.StandardCharsets;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** All sales, by id and by their place in the order of creation. */
public final class SaleTable {

    private final IdTable ids;
    private final Sale[] sales;
    private final Digest digest;

    /** Sales that are sealed and not forgotten, by when they were sealed. */
    private final DeadlineQueue sealed;

    private long nextDeadlineNanos = Long.MAX_VALUE;

    /**
     * @param capacity most sales it will hold
     * @param digest   the state's digest
     */
    public SaleTable(final int capacity, final Digest digest) {
        ids = new IdTable(capacity);
        sales = new Sale[capacity];
        sealed = new DeadlineQueue(capacity);
        this.digest = digest;
    }

    public int size() {
        return ids.size();
    }

    public boolean isFull() {
        return ids.isFull();
    }

    /** Most sales it will hold. */
    public int capacity() {
        return sales.length;
    }

    public Sale get(final int index) {
        return sales[index];
    }

    /** The sale with this id, or null. */
    public Sale find(final DirectBuffer buffer, final int offset, final int length) {
        final int index = ids.find(buffer, offset, length);
        return index < 0 ? null : sales[index];
    }

    /** As {@link #find(DirectBuffer, int, int)}. Allocates. */
    public Sale find(final String saleId) {
        final UnsafeBuffer ascii = new UnsafeBuffer(saleId.getBytes(StandardCharsets.US_ASCII));
        return find(ascii, 0, ascii.capacity());
    }

    /** Adds a sale that is not there yet; the caller has seen that there is room. Allocates. */
    public Sale add(final SaleDefinition definition, final long sequence) {
        final Sale sale = put(addId(definition), definition, sequence);
        refreshDeadline();
        return sale;
    }

    /** Puts another definition in the place of a sale that has not opened. Allocates. */
    public Sale replace(final Sale sale, final SaleDefinition definition, final long sequence) {
        sale.leave();
        final Sale other = put(sale.index(), definition, sequence);
        refreshDeadline();
        return other;
    }

    /**
     * Takes a sale over from a snapshot, behind all others; behind the last of them comes {@link #refreshDeadline}. Allocates.
     *
     * @throws IllegalArgumentException if its definition is no valid one
     * @throws IllegalStateException    if it contradicts itself
     */
    public void restore(final SaleDefinition definition, final SaleStateDecoder from) {
        if (isFull()) {
            throw new IllegalStateException("more sales than the snapshot's head says: " + sales.length);
        }
        put(addId(definition), definition, from.definedAtSequence()).restore(from);
    }

    /** The earliest time at which some sale opens or closes by the clock; {@link Long#MAX_VALUE}: never. */
    public long nextDeadlineNanos() {
        return nextDeadlineNanos;
    }

    /** When the sale was sealed that is sealed longest and not forgotten, nanoseconds since the epoch; {@link Long#MAX_VALUE}: none. */
    public long longestSealedAtNanos() {
        return sealed.nextNanos();
    }

    /** The sale that is sealed longest and not forgotten; only while there is one. */
    public Sale longestSealed() {
        return sales[sealed.next()];
    }

    /** Moves every sale on to where it stands at this time. */
    public void advanceTo(final long timestampNanos) {
        for (int i = 0; i < ids.size(); i++) {
            sales[i].advanceTo(timestampNanos);
        }
        refreshDeadline();
    }

    /**
     * To be called after a command that may have moved a sale on. Only a sale that is due at another time makes it look at all of
     * them: one that is held out and reopened, as units come and go, is not.
     *
     * @param beforeNanos {@link Sale#nextDeadlineNanos()} before the command
     */
    public void noticeDeadline(final Sale sale, final long beforeNanos) {
        if (sale.nextDeadlineNanos() != beforeNanos) {
            refreshDeadline();
        }
    }

    /** To be called after a sale's phase has changed. */
    public void refreshDeadline() {
        long earliest = Long.MAX_VALUE;
        for (int i = 0; i < ids.size(); i++) {
            earliest = Math.min(earliest, sales[i].nextDeadlineNanos());
        }
        nextDeadlineNanos = earliest;
    }

    /** Adds the terms of all sales, worked out afresh. */
    public void addTermsTo(final Digest fresh) {
        for (int i = 0; i < ids.size(); i++) {
            sales[i].addTermsTo(fresh);
        }
    }

    private Sale put(final int index, final SaleDefinition definition, final long sequence) {
        final Sale sale = new Sale(index, definition, sequence, digest, sealed);
        sales[index] = sale;
        return sale;
    }

    private int addId(final SaleDefinition definition) {
        final UnsafeBuffer ascii = new UnsafeBuffer(definition.saleId().getBytes(StandardCharsets.US_ASCII));
        return ids.add(ascii, 0, ascii.capacity());
    }
}
