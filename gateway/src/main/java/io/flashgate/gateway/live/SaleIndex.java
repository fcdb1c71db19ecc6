package io.flashgate.gateway.live;

import io.flashgate.core.order.Text;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Sales by their id, found by its bytes, so that looking one up allocates nothing. One thread puts, any thread finds.
 *
 * <p>Open addressing with linear probing. Nothing is ever removed; a table that is half full is copied into a larger one.
 */
final class SaleIndex {

    private static final int FIRST_SLOTS = 64;

    private volatile AtomicReferenceArray<SaleView> slots = new AtomicReferenceArray<>(FIRST_SLOTS);
    private int size;

    /** The sale with this id, or null. */
    SaleView find(final Text id) {
        final AtomicReferenceArray<SaleView> table = slots;
        return table.get(slotOf(table, id.bytes(), id.length()));
    }

    /** Adds a sale, or takes it in place of the one with the same id. Writer only. */
    void put(final SaleView sale) {
        if (2 * (size + 1) > slots.length()) {
            grow();
        }
        final byte[] id = sale.saleIdBytes();
        final int slot = slotOf(slots, id, id.length);
        if (slots.get(slot) == null) {
            size++;
        }
        slots.set(slot, sale);
    }

    private void grow() {
        final AtomicReferenceArray<SaleView> larger = new AtomicReferenceArray<>(2 * slots.length());
        for (int i = 0; i < slots.length(); i++) {
            final SaleView sale = slots.get(i);
            if (sale != null) {
                larger.set(slotOf(larger, sale.saleIdBytes(), sale.saleIdBytes().length), sale);
            }
        }
        slots = larger;
    }

    /** Where the id is, or would be put. */
    private static int slotOf(final AtomicReferenceArray<SaleView> table, final byte[] id, final int length) {
        final int mask = table.length() - 1;
        int hash = 0;
        for (int i = 0; i < length; i++) {
            hash = 31 * hash + id[i];
        }
        int slot = (hash ^ hash >>> 16) & mask;
        while (table.get(slot) != null && !isNamed(table.get(slot), id, length)) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private static boolean isNamed(final SaleView sale, final byte[] id, final int length) {
        return Arrays.equals(sale.saleIdBytes(), 0, sale.saleIdBytes().length, id, 0, length);
    }
}
