package io.flashgate.journal.report;

import org.agrona.collections.Int2IntHashMap;
import org.agrona.collections.LongHashSet;

/**
 * Who asked for something in one sale and who bought, each counted once, and once for each group. Nearly everybody comes from one
 * group: that is kept with the buyer, others beside. When the sale is sealed nobody comes any more, and only the counts are left.
 * One thread.
 */
final class BuyersOfSale {

    private static final int NOBODY = -1;
    private static final int HAS_BOUGHT = 1;
    private static final int HAS_BOUGHT_FROM_FIRST_GROUP = 2;
    private static final int IS_RETURNING = 4;
    private static final int FIRST_GROUP_SHIFT = 3;

    private final GroupTallies groups;

    /** By the buyer's number: the flags, and above them the group of the first request. */
    private Int2IntHashMap states = new Int2IntHashMap(NOBODY);

    /** Buyer and group, where it is not the buyer's first. */
    private LongHashSet askedFromOthers = new LongHashSet();

    private LongHashSet boughtFromOthers = new LongHashSet();
    private long asked;
    private long bought;
    private long askedReturning;
    private long boughtReturning;

    BuyersOfSale(final GroupTallies groups) {
        this.groups = groups;
    }

    /** Whether it is the buyer's first request in this sale. */
    boolean isStranger(final int buyer) {
        return states.get(buyer) == NOBODY;
    }

    /** The buyer's first request. */
    void comes(final int buyer, final int group, final boolean isReturning) {
        states.put(buyer, group << FIRST_GROUP_SHIFT | (isReturning ? IS_RETURNING : 0));
        asked++;
        askedReturning += isReturning ? 1 : 0;
        groups.asked(group);
    }

    /** Another request of the buyer. */
    void asksAgain(final int buyer, final int group) {
        if (states.get(buyer) >>> FIRST_GROUP_SHIFT != group && askedFromOthers.add(pair(buyer, group))) {
            groups.asked(group);
        }
    }

    /** An order of the buyer is confirmed. */
    void buys(final int buyer, final int group) {
        int state = states.get(buyer);
        if ((state & HAS_BOUGHT) == 0) {
            state |= HAS_BOUGHT;
            bought++;
            boughtReturning += (state & IS_RETURNING) == 0 ? 0 : 1;
        }
        if (state >>> FIRST_GROUP_SHIFT != group) {
            if (boughtFromOthers.add(pair(buyer, group))) {
                groups.bought(group);
            }
        } else if ((state & HAS_BOUGHT_FROM_FIRST_GROUP) == 0) {
            state |= HAS_BOUGHT_FROM_FIRST_GROUP;
            groups.bought(group);
        }
        states.put(buyer, state);
    }

    /** Nobody asks or buys any more. */
    void seal() {
        states = null;
        askedFromOthers = null;
        boughtFromOthers = null;
    }

    SaleReport.Buyers count() {
        return new SaleReport.Buyers(asked, bought, askedReturning, boughtReturning);
    }

    private static long pair(final int buyer, final int group) {
        return (long) buyer << Integer.SIZE | group;
    }
}
