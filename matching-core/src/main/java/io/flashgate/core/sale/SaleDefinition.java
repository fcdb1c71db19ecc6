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
 */
public record SaleDefinition(
        String saleId,
        String title,
        long opensAtNanos,
        long closesAtNanos,
        String currency,
        int buyerLimit,
        List<ItemDefinition> items,
        List<String> groups) {

    public static final int MAX_ITEMS = 100;
    public static final int MAX_GROUPS = 1_000;
    public static final int MAX_STOCK = 10_000_000;
    public static final int MAX_TITLE_CHARACTERS = 200;

    /** Keeps price × quantity well inside a long. */
    public static final long MAX_PRICE = 100_000_000_000L;

    /** No listPrice is given. */
    public static final long NO_LIST_PRICE = -1;

    /** Enough for any encoded definition: 100 items and 1,000 groups with the longest of names. */
    public static final int MAX_ENCODED_BYTES = 256 * 1024;

    /**
     * One item.
     *
     * @param sku        1–64 of {@code A-Z a-z 0-9 . _ -}
     * @param title      at most 200 characters; may be empty
     * @param stock      units, 1–10,000,000
     * @param price      minor units, 0–100,000,000,000
     * @param listPrice  minor units, or {@link #NO_LIST_PRICE}
     * @param buyerLimit units of this item per buyer; 0: no limit
     */
    public record ItemDefinition(String sku, String title, int stock, long price, long listPrice, int buyerLimit) {}

    /**
     * @throws IllegalArgumentException naming the member that is wrong, what was found and what was expected
     */
    public SaleDefinition {
        items = List.copyOf(items);
        groups = List.copyOf(groups);
        requireId("saleId", saleId);
        requireTitle("title", title);
        require(opensAtNanos >= 0, "opensAt", "a time before 1970", "a time from 1970 on");
        require(closesAtNanos > opensAtNanos, "closesAt", "not later than opensAt", "a later time");
        require(currency.matches("[A-Z]{3}"), "currency", '"' + currency + '"', "three capital letters (ISO 4217)");
        require(buyerLimit >= 0, "buyerLimit", buyerLimit, "1 or more");
        requireItems(items);
        requireGroups(groups);
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
                .buyerLimit(buyerLimit);
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
                groups);
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
