package io.flashgate.journal.report;

import io.flashgate.core.order.PurchaseView;
import io.flashgate.core.sale.SaleDefinition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What came out of each group. Buyers may make names up where a sale admits everybody, so those beyond the first
 * {@value #MOST} are one. One thread.
 */
final class GroupTallies {

    /** As many as a sale may admit by name. */
    static final int MOST = SaleDefinition.MAX_GROUPS;

    /** The number of those who come from no group. */
    private static final int NONE = 0;

    /** The number of all groups that are not told apart. */
    private static final int OTHERS = 1;

    private static final int FIRST_NAMED = 2;

    private static final class Tally {
        private long requests;
        private long asked;
        private long bought;
        private long orders;
        private long units;
        private final Amount revenue = new Amount();

        private SaleReport.Group named(final String name) {
            return new SaleReport.Group(name, requests, asked, bought, orders, units, revenue.minorUnits());
        }
    }

    private final Names names = new Names();
    private final List<Tally> tallies = new ArrayList<>();

    /**
     * @param admitted groups that are there from the beginning
     */
    GroupTallies(final List<String> admitted) {
        tallies.add(new Tally());
        tallies.add(new Tally());
        for (final String group : admitted) {
            names.add(group);
            tallies.add(new Tally());
        }
    }

    /** The number of the group that a purchase comes from: below {@link #MOST} + 2. */
    int number(final PurchaseView purchase) {
        if (purchase.groupLength() == 0) {
            return NONE;
        }
        final int known = names.find(purchase.command(), purchase.groupOffset(), purchase.groupLength());
        if (known >= 0) {
            return FIRST_NAMED + known;
        }
        if (names.size() == MOST) {
            return OTHERS;
        }
        tallies.add(new Tally());
        return FIRST_NAMED + names.add(purchase.command(), purchase.groupOffset(), purchase.groupLength());
    }

    void request(final int group) {
        tallies.get(group).requests++;
    }

    /** A buyer asked for the first time from there. */
    void asked(final int group) {
        tallies.get(group).asked++;
    }

    /** A buyer bought for the first time from there. */
    void bought(final int group) {
        tallies.get(group).bought++;
    }

    void sold(final int group, final long units) {
        tallies.get(group).orders++;
        tallies.get(group).units += units;
    }

    void turnedOver(final int group, final long minorUnits) {
        tallies.get(group).revenue.add(minorUnits);
    }

    /** By name; empty if nobody has come from any group and none is admitted by name. */
    List<SaleReport.Group> list() {
        final List<SaleReport.Group> groups = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            groups.add(tallies.get(FIRST_NAMED + i).named(names.name(i)));
        }
        groups.sort(Comparator.comparing(SaleReport.Group::name));
        if (!groups.isEmpty() && tallies.get(NONE).requests > 0) {
            groups.add(tallies.get(NONE).named(""));
        }
        if (tallies.get(OTHERS).requests > 0) {
            groups.add(tallies.get(OTHERS).named(null));
        }
        return groups;
    }
}
