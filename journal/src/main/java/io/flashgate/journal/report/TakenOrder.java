package io.flashgate.journal.report;

/**
 * The units of an order, and whose it is.
 *
 * @param buyer by its number in the journal
 * @param group by its number in the sale
 * @param parts of each item and price one: the item's place, the price's place and the units, in 16, 16 and 32 bits
 */
record TakenOrder(int buyer, int group, long[] parts) {

    static long part(final int item, final int tier, final int units) {
        return (long) item << 48 | (long) tier << 32 | units;
    }

    int item(final int part) {
        return (int) (parts[part] >>> 48);
    }

    int tier(final int part) {
        return (int) (parts[part] >>> 32) & 0xFFFF;
    }

    int units(final int part) {
        return (int) parts[part];
    }

    /** Over all parts. */
    long units() {
        long units = 0;
        for (int part = 0; part < parts.length; part++) {
            units += units(part);
        }
        return units;
    }
}
