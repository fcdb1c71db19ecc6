package io.flashgate.gateway.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.flashgate.core.sale.SaleDefinition;
import io.flashgate.core.sale.SaleDefinition.ItemDefinition;
import io.flashgate.gateway.http.BadRequestException;
import io.flashgate.gateway.http.Rfc3339;
import java.io.IOException;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads a sale's definition out of the merchant's JSON; names whatever is wrong in it. */
public final class SaleJson {

    private static final Set<String> MEMBERS = Set.of(
            "title",
            "opensAt",
            "closesAt",
            "currency",
            "buyerLimit",
            "items",
            "hold",
            "stageGoals",
            "groups",
            "rehearsal");
    private static final Set<String> ITEM_MEMBERS = Set.of("sku", "title", "stock", "price", "listPrice", "buyerLimit");

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private SaleJson() {}

    /**
     * Reads a definition.
     *
     * @throws BadRequestException naming the member, what was found and what was expected
     */
    public static SaleDefinition read(final String saleId, final byte[] json, final int length)
            throws BadRequestException {
        final JsonNode sale = parse(json, length);
        requireKnown(sale, "", MEMBERS);
        // What this version does not do yet must not be taken silently: a merchant would rely on it.
        refuseIfPresent(sale, "hold");
        if (sale.has("stageGoals") && !sale.get("stageGoals").isArray()) {
            throw wrong("stageGoals", sale.get("stageGoals"), "an array");
        }
        if (!sale.path("stageGoals").isEmpty()) {
            refuseIfPresent(sale, "stageGoals");
        }
        if (flag(sale, "rehearsal")) {
            throw new BadRequestException("rehearsal: found true, but this version has no rehearsals yet");
        }
        try {
            return new SaleDefinition(
                    saleId,
                    text(sale, "", "title", ""),
                    time(sale, "opensAt"),
                    time(sale, "closesAt"),
                    text(sale, "", "currency", null),
                    limit(sale, ""),
                    items(sale),
                    groups(sale));
        } catch (final IllegalArgumentException invalid) {
            throw new BadRequestException(invalid.getMessage());
        }
    }

    private static JsonNode parse(final byte[] json, final int length) throws BadRequestException {
        final JsonNode sale;
        try {
            sale = JSON.readTree(json, 0, length);
        } catch (final JsonProcessingException malformed) {
            throw new BadRequestException("The body is not JSON: "
                    + malformed.getOriginalMessage().lines().findFirst().orElse("it cannot be read")
                    + (malformed.getLocation() == null
                            ? ""
                            : " at line " + malformed.getLocation().getLineNr() + ", column "
                                    + malformed.getLocation().getColumnNr()));
        } catch (final IOException malformed) {
            throw new BadRequestException("The body is not JSON: it cannot be read");
        }
        if (!sale.isObject()) {
            throw new BadRequestException("The body is " + kind(sale) + ", expected a JSON object: a sale");
        }
        return sale;
    }

    private static List<ItemDefinition> items(final JsonNode sale) throws BadRequestException {
        final JsonNode array = required(sale, "", "items");
        if (!array.isArray()) {
            throw wrong("items", array, "an array of 1–100 items");
        }
        final List<ItemDefinition> items = new ArrayList<>();
        for (final JsonNode item : array) {
            final String at = "items[" + items.size() + "].";
            if (!item.isObject()) {
                throw wrong("items[" + items.size() + ']', item, "an object");
            }
            requireKnown(item, at, ITEM_MEMBERS);
            items.add(new ItemDefinition(
                    text(item, at, "sku", null),
                    text(item, at, "title", ""),
                    (int) number(item, at, "stock", 1, SaleDefinition.MAX_STOCK),
                    number(item, at, "price", 0, SaleDefinition.MAX_PRICE),
                    item.has("listPrice")
                            ? number(item, at, "listPrice", 0, SaleDefinition.MAX_PRICE)
                            : SaleDefinition.NO_LIST_PRICE,
                    limit(item, at)));
        }
        return items;
    }

    private static List<String> groups(final JsonNode sale) throws BadRequestException {
        final List<String> groups = new ArrayList<>();
        if (!sale.has("groups")) {
            return groups;
        }
        final JsonNode array = sale.get("groups");
        if (!array.isArray() || array.isEmpty()) {
            // An empty list would read as "nobody"; whoever wants everybody leaves it out.
            throw wrong("groups", array, "an array of at least one group, or no such member");
        }
        for (final JsonNode group : array) {
            if (!group.isTextual()) {
                throw wrong("groups[" + groups.size() + ']', group, "a string");
            }
            groups.add(group.textValue());
        }
        return groups;
    }

    private static int limit(final JsonNode node, final String at) throws BadRequestException {
        return node.has("buyerLimit") ? (int) number(node, at, "buyerLimit", 1, Integer.MAX_VALUE) : 0;
    }

    private static long time(final JsonNode sale, final String member) throws BadRequestException {
        final String text = text(sale, "", member, null);
        try {
            return Rfc3339.parse(text);
        } catch (final DateTimeException malformed) {
            throw new BadRequestException(member + ": found \"" + text
                    + "\", expected an RFC 3339 time with its offset, like 2026-11-27T12:00:00Z");
        }
    }

    private static long number(
            final JsonNode node, final String at, final String member, final long least, final long most)
            throws BadRequestException {
        final JsonNode value = required(node, at, member);
        final String expected = "a whole number from " + least + " to " + most;
        if (!value.isIntegralNumber()) {
            throw wrong(at + member, value, expected);
        }
        if (!value.canConvertToLong() || value.longValue() < least || value.longValue() > most) {
            throw new BadRequestException(at + member + ": found " + value + ", expected " + expected);
        }
        return value.longValue();
    }

    private static String text(final JsonNode node, final String at, final String member, final String absent)
            throws BadRequestException {
        if (absent != null && !node.has(member)) {
            return absent;
        }
        final JsonNode value = required(node, at, member);
        if (!value.isTextual()) {
            throw wrong(at + member, value, "a string");
        }
        return value.textValue();
    }

    private static boolean flag(final JsonNode node, final String member) throws BadRequestException {
        final JsonNode value = node.path(member);
        if (!value.isMissingNode() && !value.isBoolean()) {
            throw wrong(member, value, "true or false");
        }
        return value.asBoolean();
    }

    private static JsonNode required(final JsonNode node, final String at, final String member)
            throws BadRequestException {
        final JsonNode value = node.get(member);
        if (value == null) {
            throw new BadRequestException(at + member + ": missing");
        }
        return value;
    }

    private static void requireKnown(final JsonNode node, final String at, final Set<String> known)
            throws BadRequestException {
        for (final Map.Entry<String, JsonNode> member : node.properties()) {
            if (!known.contains(member.getKey())) {
                throw new BadRequestException("Unknown member \"" + at + member.getKey() + "\", expected "
                        + String.join(", ", known.stream().sorted().toList()));
            }
        }
    }

    private static void refuseIfPresent(final JsonNode sale, final String member) throws BadRequestException {
        if (sale.has(member)) {
            throw new BadRequestException(member + ": found, but this version has no such thing yet");
        }
    }

    private static BadRequestException wrong(final String member, final JsonNode value, final String expected) {
        return new BadRequestException(member + ": found " + kind(value) + ", expected " + expected);
    }

    private static String kind(final JsonNode value) {
        switch (value.getNodeType()) {
            case OBJECT:
                return "an object";
            case ARRAY:
                return value.isEmpty() ? "an empty array" : "an array";
            case STRING:
                return "a string";
            case NUMBER:
                return value.isIntegralNumber() ? "a whole number" : "a number with a fraction";
            case BOOLEAN:
                return "true or false";
            case MISSING:
                return "nothing";
            default:
                return "null";
        }
    }
}
