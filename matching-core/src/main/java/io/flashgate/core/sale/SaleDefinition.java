package io.flashgate.core.sale;

import io.flashgate.core.order.Text;
import io.flashgate.core.protocol.DefineSaleDecoder;
import io.flashgate.core.protocol.DefineSaleEncoder;
import io.flashgate.core.protocol.MessageHeaderEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.agrona.MutableDirectBuffer;

/**
 * A sale as the merchant defines it. Immutable; a definition that exists is a valid one.
 *
 * @param saleId        1–64 of {@code A-Z a-z 0-9 . _ -}
 * @param title         at most 200 characters; may be empty
 * @param opensAtNanos  nanoseconds since the epoch, ≥ 0
 * @param closesAtNanos exclusive end, later than {@code opensAtNanos}
 * @param currency      three capital letters (ISO 4217)
 * @param buyerLimit    units per buyer over the whole sale; 0: no limit
 * @param items         1–100, each sku once
 * @param groups        the groups that are admitted; empty: everybody
 * @param hold          how orders wait for their payment; null: they are confirmed at once
 * @param stageGoals    by units, at most 20
 * @param rehearsal     everything is as ever, and marked as not meant
 */
public record SaleDefinition(
        String saleId,
        String title,
        long opensAtNanos,
        long closesAtNanos,
        String currency,
        int buyerLimit,
        List<ItemDefinition> items,
        List<String> groups,
        HoldDefinition hold,
        List<StageGoal> stageGoals,
        boolean rehearsal) {

    public static final int MAX_ITEMS = 100;
    public static final int MAX_GROUPS = 1_000;
    public static final int MAX_PRICE_TIERS = 10;
    public static final int MAX_STAGE_GOALS = 20;
    public static final int MAX_STOCK = 10_000_000;
    public static final int MAX_TITLE_CHARACTERS = 200;

    /** Keeps price × quantity well inside a long. */
    public static final long MAX_PRICE = 100_000_000_000L;

    /** No listPrice is given. */
    public static final long NO_LIST_PRICE = -1;

    /** Enough for any encoded definition: 100 items, 1,000 groups and all tiers and goals, with the longest of names. */
    public static final int MAX_ENCODED_BYTES = 256 * 1024;

    private static final int VERSION_WITH_HOLDS = 1;

    /**
     * One item.
     *
     * @param sku        1–64 of {@code A-Z a-z 0-9 . _ -}
     * @param title      at most 200 characters; may be empty
     * @param stock      units, 1–10,000,000
     * @param price      minor units, 0–100,000,000,000
     * @param listPrice  minor units, or {@link #NO_LIST_PRICE}
     * @param buyerLimit units of this item per buyer; 0: no limit
     * @param priceTiers other prices from certain units on, by unit, at most 10; units before the first of them cost
     *                   {@code price}
     */
    public record ItemDefinition(
            String sku,
            String title,
            int stock,
            long price,
            long listPrice,
            int buyerLimit,
            List<PriceTier> priceTiers) {

        public ItemDefinition {
            priceTiers = List.copyOf(priceTiers);
        }

        /** An item at one price. */
        public ItemDefinition(
                final String sku,
                final String title,
                final int stock,
                final long price,
                final long listPrice,
                final int buyerLimit) {
            this(sku, title, stock, price, listPrice, buyerLimit, List.of());
        }
    }

    /**
     * A price that holds from a unit on.
     *
     * @param fromUnit the first unit of the item at this price, counted from 1
     * @param price    minor units, 0–100,000,000,000
     */
    public record PriceTier(int fromUnit, long price) {}

    /**
     * How orders wait for their payment.
     *
     * @param ttlNanos       from the order's stamp on, more than 0 and up to 7 days
     * @param extensionNanos added once when the payment has started, up to 7 days; 0: never
     * @param attempts       most holds that a buyer may have taken in the sale, 1–1,000
     */
    public record HoldDefinition(long ttlNanos, long extensionNanos, int attempts) {

        public static final int DEFAULT_ATTEMPTS = 3;
        public static final int MAX_ATTEMPTS = 1_000;
        public static final long MAX_NANOS = 7 * 86_400_000_000_000L;

        /**
         * @throws IllegalArgumentException naming the member that is wrong, what was found and what was expected
         */
        public HoldDefinition {
            requireSpan("hold.ttl", ttlNanos);
            if (extensionNanos != 0) {
                requireSpan("hold.extension", extensionNanos);
            }
            require(attempts >= 1 && attempts <= MAX_ATTEMPTS, "hold.attempts", attempts, "1–" + MAX_ATTEMPTS);
        }

        private static void requireSpan(final String member, final long nanos) {
            require(nanos > 0 && nanos <= MAX_NANOS, member, nanos + " ns", "1–" + MAX_NANOS + " ns (7 days)");
        }
    }

    /**
     * Something that everybody gets when so much is sold.
     *
     * @param units  confirmed over the whole sale, from 1 to all there are
     * @param reward 1–200 characters
     */
    public record StageGoal(long units, String reward) {}

    /**
     * @throws IllegalArgumentException naming the member that is wrong, what was found and what was expected
     */
    public SaleDefinition {
        items = List.copyOf(items);
        groups = List.copyOf(groups);
        stageGoals = List.copyOf(stageGoals);
        requireId("saleId", saleId);
        requireTitle("title", title);
        require(opensAtNanos >= 0, "opensAt", "a time before 1970", "a time from 1970 on");
        require(closesAtNanos > opensAtNanos, "closesAt", "not later than opensAt", "a later time");
        require(currency.matches("[A-Z]{3}"), "currency", '"' + currency + '"', "three capital letters (ISO 4217)");
        require(buyerLimit >= 0, "buyerLimit", buyerLimit, "1 or more");
        requireItems(items);
        requireGroups(groups);
        requireGoals(stageGoals, items.stream().mapToLong(ItemDefinition::stock).sum());
    }

    /** A sale without holds or goals, that is no rehearsal. */
    public SaleDefinition(
            final String saleId,
            final String title,
            final long opensAtNanos,
            final long closesAtNanos,
            final String currency,
            final int buyerLimit,
            final List<ItemDefinition> items,
            final List<String> groups) {
        this(saleId, title, opensAtNanos, closesAtNanos, currency, buyerLimit, items, groups, null, List.of(), false);
    }

    /** Whether a text is an id of the contract: 1–64 of {@code A-Z a-z 0-9 . _ -}. */
    public static boolean isId(final CharSequence text) {
        if (text.length() == 0 || text.length() > Text.ID_MAX_BYTES) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (!isIdCharacter(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether a character may stand in an id. */
    public static boolean isIdCharacter(final int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '.' || c == '_' || c == '-';
    }

    /** Units over all items. */
    public long totalStock() {
        return items.stream().mapToLong(ItemDefinition::stock).sum();
    }

    /**
     * Encodes a {@code DefineSale} command, message header and all.
     *
     * @return the command's length in bytes
     */
    public int encode(final MutableDirectBuffer buffer, final int offset) {
        final DefineSaleEncoder encoder = new DefineSaleEncoder();
        encoder.wrapAndApplyHeader(buffer, offset, new MessageHeaderEncoder())
                .opensAtNanos(opensAtNanos)
                .closesAtNanos(closesAtNanos)
                .buyerLimit(buyerLimit)
                .holdTtlNanos(hold == null ? 0 : hold.ttlNanos)
                .holdExtensionNanos(hold == null ? 0 : hold.extensionNanos)
                .holdAttempts(hold == null ? 0 : hold.attempts)
                .rehearsal((short) (rehearsal ? 1 : 0));
        final DefineSaleEncoder.ItemsEncoder lines = encoder.itemsCount(items.size());
        for (final ItemDefinition item : items) {
            final byte[] itemTitle = item.title.getBytes(StandardCharsets.UTF_8);
            lines.next()
                    .stock(item.stock)
                    .buyerLimit(item.buyerLimit)
                    .price(item.price)
                    .listPrice(item.listPrice)
                    .sku(item.sku)
                    .putTitle(itemTitle, 0, itemTitle.length);
        }
        final DefineSaleEncoder.GroupsEncoder names = encoder.groupsCount(groups.size());
        for (final String group : groups) {
            names.next().name(group);
        }
        encodeTiers(encoder);
        final DefineSaleEncoder.StageGoalsEncoder goals = encoder.stageGoalsCount(stageGoals.size());
        for (final StageGoal goal : stageGoals) {
            final byte[] reward = goal.reward.getBytes(StandardCharsets.UTF_8);
            goals.next().units(goal.units).putReward(reward, 0, reward.length);
        }
        final byte[] saleTitle = title.getBytes(StandardCharsets.UTF_8);
        encoder.saleId(saleId).currency(currency).putTitle(saleTitle, 0, saleTitle.length);
        return MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
    }

    /**
     * Reads a definition back.
     *
     * @throws IllegalArgumentException if it is not a valid one
     */
    public static SaleDefinition decode(final DefineSaleDecoder decoder) {
        final List<ItemDefinition> items = new ArrayList<>();
        for (final DefineSaleDecoder.ItemsDecoder item : decoder.items()) {
            final int stock = item.stock();
            final int limit = item.buyerLimit();
            final long price = item.price();
            final long listPrice = item.listPrice();
            final String sku = item.sku();
            items.add(new ItemDefinition(sku, item.title(), stock, price, listPrice, limit));
        }
        final List<String> groups = new ArrayList<>();
        for (final DefineSaleDecoder.GroupsDecoder group : decoder.groups()) {
            groups.add(group.name());
        }
        decodeTiers(decoder, items);
        final List<StageGoal> goals = new ArrayList<>();
        for (final DefineSaleDecoder.StageGoalsDecoder goal : decoder.stageGoals()) {
            final long units = goal.units();
            goals.add(new StageGoal(units, goal.reward()));
        }
        final String saleId = decoder.saleId();
        final String currency = decoder.currency();
        return new SaleDefinition(
                saleId,
                decoder.title(),
                decoder.opensAtNanos(),
                decoder.closesAtNanos(),
                currency,
                decoder.buyerLimit(),
                items,
                groups,
                decodeHold(decoder),
                goals,
                decoder.actingVersion() >= VERSION_WITH_HOLDS && decoder.rehearsal() != 0);
    }

    private void encodeTiers(final DefineSaleEncoder encoder) {
        final DefineSaleEncoder.PriceTiersEncoder tiers = encoder.priceTiersCount(
                items.stream().mapToInt(item -> item.priceTiers.size()).sum());
        for (int item = 0; item < items.size(); item++) {
            for (final PriceTier tier : items.get(item).priceTiers) {
                tiers.next().item(item).fromUnit(tier.fromUnit).price(tier.price);
            }
        }
    }

    private static void decodeTiers(final DefineSaleDecoder decoder, final List<ItemDefinition> items) {
        for (final DefineSaleDecoder.PriceTiersDecoder tier : decoder.priceTiers()) {
            require(tier.item() < items.size(), "priceTiers", "item " + tier.item(), "the place of an item");
            final ItemDefinition item = items.get(tier.item());
            final List<PriceTier> tiers = new ArrayList<>(item.priceTiers);
            tiers.add(new PriceTier(tier.fromUnit(), tier.price()));
            items.set(
                    tier.item(),
                    new ItemDefinition(
                            item.sku, item.title, item.stock, item.price, item.listPrice, item.buyerLimit, tiers));
        }
    }

    private static HoldDefinition decodeHold(final DefineSaleDecoder decoder) {
        if (decoder.actingVersion() < VERSION_WITH_HOLDS || decoder.holdTtlNanos() == 0) {
            return null;
        }
        return new HoldDefinition(decoder.holdTtlNanos(), decoder.holdExtensionNanos(), decoder.holdAttempts());
    }

    private static void requireItems(final List<ItemDefinition> items) {
        require(!items.isEmpty() && items.size() <= MAX_ITEMS, "items", items.size() + " items", "1–" + MAX_ITEMS);
        final Set<String> skus = new HashSet<>();
        for (int i = 0; i < items.size(); i++) {
            final ItemDefinition item = items.get(i);
            final String at = "items[" + i + "].";
            requireId(at + "sku", item.sku);
            require(skus.add(item.sku), at + "sku", "\"" + item.sku + "\" a second time", "each sku once");
            requireTitle(at + "title", item.title);
            require(item.stock >= 1 && item.stock <= MAX_STOCK, at + "stock", item.stock, "1–" + MAX_STOCK);
            require(item.price >= 0 && item.price <= MAX_PRICE, at + "price", item.price, "0–" + MAX_PRICE);
            require(
                    item.listPrice >= NO_LIST_PRICE && item.listPrice <= MAX_PRICE,
                    at + "listPrice",
                    item.listPrice,
                    "0–" + MAX_PRICE);
            require(item.buyerLimit >= 0, at + "buyerLimit", item.buyerLimit, "1 or more");
            requireTiers(at, item);
        }
    }

    private static void requireTiers(final String at, final ItemDefinition item) {
        final List<PriceTier> tiers = item.priceTiers;
        require(
                tiers.size() <= MAX_PRICE_TIERS,
                at + "priceTiers",
                tiers.size() + " tiers",
                "at most " + MAX_PRICE_TIERS);
        int before = 0;
        for (int i = 0; i < tiers.size(); i++) {
            final PriceTier tier = tiers.get(i);
            final String tierAt = at + "priceTiers[" + i + "].";
            require(
                    tier.fromUnit > before && tier.fromUnit <= item.stock,
                    tierAt + "fromUnit",
                    tier.fromUnit,
                    before + 1 + "–" + item.stock);
            require(tier.price >= 0 && tier.price <= MAX_PRICE, tierAt + "price", tier.price, "0–" + MAX_PRICE);
            before = tier.fromUnit;
        }
    }

    private static void requireGoals(final List<StageGoal> goals, final long totalStock) {
        require(goals.size() <= MAX_STAGE_GOALS, "stageGoals", goals.size() + " goals", "at most " + MAX_STAGE_GOALS);
        long before = 0;
        for (int i = 0; i < goals.size(); i++) {
            final StageGoal goal = goals.get(i);
            final String at = "stageGoals[" + i + "].";
            require(
                    goal.units > before && goal.units <= totalStock,
                    at + "units",
                    goal.units,
                    before + 1 + "–" + totalStock);
            require(!goal.reward.isEmpty(), at + "reward", "nothing", "what everybody gets");
            requireTitle(at + "reward", goal.reward);
            before = goal.units;
        }
    }

    private static void requireGroups(final List<String> groups) {
        require(groups.size() <= MAX_GROUPS, "groups", groups.size() + " groups", "at most " + MAX_GROUPS);
        final Set<String> names = new HashSet<>();
        for (int i = 0; i < groups.size(); i++) {
            requireId("groups[" + i + "]", groups.get(i));
            require(
                    names.add(groups.get(i)),
                    "groups[" + i + "]",
                    "\"" + groups.get(i) + "\" a second time",
                    "each group once");
        }
    }

    private static void requireId(final String member, final String id) {
        require(isId(id), member, '"' + id + '"', "1–64 of A-Z a-z 0-9 . _ -");
    }

    private static void requireTitle(final String member, final String title) {
        require(
                title.length() <= MAX_TITLE_CHARACTERS,
                member,
                title.length() + " characters",
                "at most " + MAX_TITLE_CHARACTERS);
    }

    private static void require(final boolean holds, final String member, final Object found, final String expected) {
        if (!holds) {
            throw new IllegalArgumentException(member + ": found " + found + ", expected " + expected);
        }
    }
}
