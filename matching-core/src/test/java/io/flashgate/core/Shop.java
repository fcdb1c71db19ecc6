package io.flashgate.core;

import io.flashgate.core.order.Decision;
import io.flashgate.core.order.Outcome;
import io.flashgate.core.sale.Phase;
import io.flashgate.core.sale.Sale;
import io.flashgate.core.sale.SaleDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A core for stories: one sale, described in a few words, that people buy from.
 *
 * <pre>{@code
 * final Shop shop = Shop.selling(SNEAKERS).stock(2).limitPerBuyer(1).openFrom(NOON);
 * shop.at(NOON);
 * assertEquals(ACCEPTED, shop.buy("a-1", ALICE, 1));
 * }</pre>
 *
 * <p>The sale is defined an hour before it opens, as soon as the shop is first used; the clock then stands there until
 * {@link #at} moves it. Where no sale or item is named, the first one is meant.
 */
public final class Shop {

    public static final String SALE = "summer";
    public static final String SNEAKERS = "sneaker-42";
    public static final String SOCKS = "socks";
    public static final String ALICE = "alice";
    public static final String BOB = "bob";
    public static final String CAROL = "carol";

    /** 2026-11-27T12:00:00Z. */
    public static final long NOON = 1_795_780_800_000_000_000L;

    public static final long SECOND = 1_000_000_000L;
    public static final long HOUR = 3_600 * SECOND;

    /** Plenty for a story. */
    public static final CoreLimits SMALL = new CoreLimits(16, 256, 256, 16);

    private static final long HASH_KEY_0 = 0x0706050403020100L;
    private static final long HASH_KEY_1 = 0x0F0E0D0C0B0A0908L;

    private final SaleDraft draft = SaleDraft.of(SALE);
    private CoreLimits limits = SMALL;
    private Till till;
    private long nowNanos;

    private Shop() {}

    /** A shop with an item to sell: ten units, unless told otherwise. */
    public static Shop selling(final String sku) {
        return new Shop().alsoSelling(sku);
    }

    /** A shop that starts over from a log. */
    public static Shop replaying(final List<StampedCommand> commands) {
        return replaying(commands, SMALL);
    }

    /** As {@link #replaying(List)}, with other limits than before. */
    public static Shop replaying(final List<StampedCommand> commands, final CoreLimits limits) {
        final Shop shop = new Shop();
        shop.till = Till.unfounded(limits);
        commands.forEach(shop.till::replay);
        shop.nowNanos = shop.till.core().timestampNanos();
        return shop;
    }

    // The sale, before anybody has come.

    public Shop alsoSelling(final String sku) {
        draft().selling(sku);
        return this;
    }

    public Shop stock(final int units) {
        draft().stock(units);
        return this;
    }

    public Shop price(final long minorUnits) {
        draft().price(minorUnits);
        return this;
    }

    /** Units per buyer of the item named last. */
    public Shop limitPerBuyer(final int units) {
        draft().limitPerBuyer(units);
        return this;
    }

    /** Units per buyer over the whole sale. */
    public Shop limitPerBuyerInAll(final int units) {
        draft().limitPerBuyerInAll(units);
        return this;
    }

    public Shop admitting(final String... groups) {
        draft().admitting(groups);
        return this;
    }

    /** Units of the item named last cost this from that unit on, counted from 1. */
    public Shop priceFromUnit(final int fromUnit, final long minorUnits) {
        draft().priceFromUnit(fromUnit, minorUnits);
        return this;
    }

    /** Orders wait so long for their payment; three holds per buyer and no extension, unless told otherwise. */
    public Shop holdingFor(final long nanos) {
        draft().holdingFor(nanos);
        return this;
    }

    /** So much longer once the payment has started. */
    public Shop extendedBy(final long nanos) {
        draft().extendedBy(nanos);
        return this;
    }

    /** Holds per buyer. */
    public Shop attempts(final int holds) {
        draft().attempts(holds);
        return this;
    }

    /** When so many units are confirmed, everybody gets something. */
    public Shop goal(final long units) {
        draft().goal(units);
        return this;
    }

    public Shop rehearsal() {
        draft().rehearsal();
        return this;
    }

    public Shop openFrom(final long nanos) {
        draft().openFrom(nanos);
        return this;
    }

    /** The exclusive end; half an hour after the opening, unless told otherwise. */
    public Shop closingAt(final long nanos) {
        draft().closingAt(nanos);
        return this;
    }

    public Shop limits(final CoreLimits coreLimits) {
        draft();
        limits = coreLimits;
        return this;
    }

    // What happens.

    /** Moves the clock. */
    public Shop at(final long nanos) {
        till();
        nowNanos = nanos;
        return this;
    }

    /** Buys of the first item of the first sale; answers what the buyer hears. */
    public Outcome buy(final String key, final String buyer, final int quantity) {
        return buy(wish(key, buyer).units(quantity));
    }

    public Outcome buy(final Wish wish) {
        return till().buy(nowNanos, wish).told();
    }

    /** One unit of the first item of the first sale: a wish to be changed as the story wants it. */
    public Wish wish(final String key, final String buyer) {
        final SaleDefinition definition = sale().definition();
        return Wish.of(definition.saleId(), definition.items().get(0).sku(), key, buyer);
    }

    public Outcome define(final SaleDefinition definition) {
        return till().define(nowNanos, definition).outcome();
    }

    public Outcome close() {
        return close(sale().definition().saleId());
    }

    public Outcome close(final String saleId) {
        return till().close(nowNanos, saleId).outcome();
    }

    public Outcome tick() {
        return till().tick(nowNanos).outcome();
    }

    public Outcome countRefusals(final Map<Outcome, Integer> counts) {
        return till().countRefusals(nowNanos, sale().definition().saleId(), counts)
                .outcome();
    }

    public Outcome findOrder(final long orderNumber, final String buyer) {
        return till().findOrder(nowNanos, sale().definition().saleId(), orderNumber, buyer)
                .outcome();
    }

    /** The merchant has the payment. */
    public Outcome confirm(final long orderNumber) {
        return till().confirm(nowNanos, saleId(), orderNumber).outcome();
    }

    /** The merchant cancels. */
    public Outcome cancel(final long orderNumber) {
        return till().cancel(nowNanos, saleId(), orderNumber, null).outcome();
    }

    /** The buyer cancels. */
    public Outcome cancel(final long orderNumber, final String buyer) {
        return till().cancel(nowNanos, saleId(), orderNumber, buyer).outcome();
    }

    /** The payment has started. */
    public Outcome extend(final long orderNumber) {
        return till().extend(nowNanos, saleId(), orderNumber).outcome();
    }

    /** Somebody says that a hold's time is over. */
    public Outcome expire(final long orderNumber) {
        return till().expire(nowNanos, saleId(), orderNumber).outcome();
    }

    /** Sequences what is due by now, as the gateway does before anything else; answers what came of it, in its order. */
    public List<Answer> letTimeDoItsWork() {
        final List<Answer> answers = new ArrayList<>();
        for (Act due = till().findDue(nowNanos); due != null; due = till().findDue(nowNanos)) {
            answers.add(due.askOf(till()));
        }
        return answers;
    }

    public Outcome hear(final Nonsense nonsense) {
        return till().hear(nowNanos, nonsense).outcome();
    }

    // What can be seen.

    /** Whether the last answer was an earlier one, told again. */
    public boolean wasRepeated() {
        return lastDecision().outcome() == Outcome.REPEATED;
    }

    public Decision lastDecision() {
        return till().lastDecision();
    }

    /** Every sequenced command so far, the founding of the log first. */
    public List<StampedCommand> commands() {
        return till().commands();
    }

    public long digest() {
        return core().digest();
    }

    public long sequence() {
        return core().sequence();
    }

    /** Units of the first item of the first sale that can be bought now. */
    public long stockLeft() {
        return sale().stock(0).available();
    }

    /** Units of an item that can be bought now, by its place. */
    public long stockLeft(final int item) {
        return sale().stock(item).available();
    }

    public Phase phase() {
        return sale().phase();
    }

    /** The first sale. */
    public Sale sale() {
        return core().sales().get(0);
    }

    public MatchingCore core() {
        return till().core();
    }

    private String saleId() {
        return sale().definition().saleId();
    }

    private SaleDraft draft() {
        if (till != null) {
            throw new IllegalStateException("the sale is defined already");
        }
        return draft;
    }

    private Till till() {
        if (till == null) {
            nowNanos = draft.opensAtNanos() - HOUR;
            till = Till.founded(limits, nowNanos, HASH_KEY_0, HASH_KEY_1);
            till.define(nowNanos, draft.definition());
        }
        return till;
    }
}
