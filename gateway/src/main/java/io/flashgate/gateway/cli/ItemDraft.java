package io.flashgate.gateway.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * One item of a sale, as an option says it: {@code sku=…,stock=…,price=…[,title=…][,limit=…][,list-price=…]}.
 *
 * @param title     null: none
 * @param stock     units
 * @param price     minor units
 * @param limit     units per buyer; null: no limit
 * @param listPrice minor units; null: none
 */
record ItemDraft(String sku, String title, long stock, long price, Long limit, Long listPrice) {

    ObjectNode json() {
        final ObjectNode item = Json.object().put("sku", sku);
        if (title != null) {
            item.put("title", title);
        }
        item.put("stock", stock).put("price", price);
        if (listPrice != null) {
            item.put("listPrice", listPrice);
        }
        if (limit != null) {
            item.put("buyerLimit", limit);
        }
        return item;
    }

    /** Reads the option. A comma inside a title is part of it, unless a key follows. */
    static final class Reader implements ITypeConverter<ItemDraft> {

        private static final String KEYS = "sku|stock|price|title|limit|list-price";
        private static final String EXPECTED = ", expected sku=…,stock=…,price=…[,title=…][,limit=…][,list-price=…]";

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
                    parts.containsKey("list-price") ? whole("list-price", parts.get("list-price")) : null);
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
                        + (key.endsWith("price") ? " of minor units (9900 is 99.00)" : ""));
            }
            return Long.valueOf(value);
        }
    }
}
