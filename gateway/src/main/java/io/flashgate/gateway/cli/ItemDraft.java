package io.flashgate.gateway.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * One item of a sale, as an option says it:
 * {@code sku=…,stock=…,price=…[,price-from-UNIT=…]…[,title=…][,limit=…][,list-price=…]}.
 *
 * @param title     null: none
 * @param stock     units
 * @param price     minor units
 * @param limit     units per buyer; null: no limit
 * @param listPrice minor units; null: none
 * @param tiers     other prices by the unit that they begin with
 */
record ItemDraft(
        String sku, String title, long stock, long price, Long limit, Long listPrice, SortedMap<Long, Long> tiers) {

    /** An item at one price. */
    ItemDraft(
            final String sku,
            final String title,
            final long stock,
            final long price,
            final Long limit,
            final Long listPrice) {
        this(sku, title, stock, price, limit, listPrice, new TreeMap<>());
    }

    ObjectNode json() {
        final ObjectNode item = Json.object().put("sku", sku);
        if (title != null) {
            item.put("title", title);
        }
        item.put("stock", stock).put("price", price);
        if (listPrice != null) {
            item.put("listPrice", listPrice);
        }
        if (!tiers.isEmpty()) {
            final ArrayNode steps = item.putArray("priceTiers");
            tiers.forEach(
                    (unit, tierPrice) -> steps.addObject().put("fromUnit", unit).put("price", tierPrice));
        }
        if (limit != null) {
            item.put("buyerLimit", limit);
        }
        return item;
    }

    /** Reads the option. A comma inside a title is part of it, unless a key follows. */
    static final class Reader implements ITypeConverter<ItemDraft> {

        private static final String TIER = "price-from-";
        private static final String KEYS = "sku|stock|price|title|limit|list-price|" + TIER + "[0-9]{1,9}";
        private static final String EXPECTED =
                ", expected sku=…,stock=…,price=…[,price-from-UNIT=…]…[,title=…][,limit=…][,list-price=…]";

        @Override
        public ItemDraft convert(final String text) {
            final Map<String, String> parts = new HashMap<>();
            for (final String part : text.split(",(?=(" + KEYS + ")=)")) {
                final int equals = part.indexOf('=');
                if (equals < 1 || !part.substring(0, equals).matches(KEYS)) {
                    throw new TypeConversionException("found \"" + part + "\"" + EXPECTED);
                }
                if (part.indexOf(',') >= 0 && !part.startsWith("title=")) {
                    throw new TypeConversionException("found " + part.substring(0, equals) + "=\""
                            + part.substring(equals + 1) + "\"" + EXPECTED);
                }
                if (parts.put(part.substring(0, equals), part.substring(equals + 1)) != null) {
                    throw new TypeConversionException(
                            "found " + part.substring(0, equals) + " twice in \"" + text + "\"" + EXPECTED);
                }
            }
            return new ItemDraft(
                    required(parts, "sku", text),
                    parts.get("title"),
                    whole("stock", required(parts, "stock", text)),
                    whole("price", required(parts, "price", text)),
                    parts.containsKey("limit") ? whole("limit", parts.get("limit")) : null,
                    parts.containsKey("list-price") ? whole("list-price", parts.get("list-price")) : null,
                    tiers(parts));
        }

        private static SortedMap<Long, Long> tiers(final Map<String, String> parts) {
            final SortedMap<Long, Long> tiers = new TreeMap<>();
            parts.forEach((key, value) -> {
                if (key.startsWith(TIER)
                        && tiers.put(Long.valueOf(key.substring(TIER.length())), whole(key, value)) != null) {
                    throw new TypeConversionException(
                            "found " + key + " for a unit that has a price, expected each once");
                }
            });
            return tiers;
        }

        private static String required(final Map<String, String> parts, final String key, final String text) {
            if (!parts.containsKey(key)) {
                throw new TypeConversionException("found no " + key + " in \"" + text + "\"" + EXPECTED);
            }
            return parts.get(key);
        }

        private static Long whole(final String key, final String value) {
            if (!value.matches("[0-9]{1,15}")) {
                throw new TypeConversionException("found " + key + "=\"" + value + "\", expected a whole number"
                        + (key.contains("price") ? " of minor units (9900 is 99.00)" : ""));
            }
            return Long.valueOf(value);
        }
    }
}
