package io.flashgate.gateway.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.flashgate.core.sale.SaleDefinition;
import io.flashgate.core.sale.SaleDefinition.HoldDefinition;
import io.flashgate.core.sale.SaleDefinition.ItemDefinition;
import io.flashgate.core.sale.SaleDefinition.PriceTier;
import io.flashgate.core.sale.SaleDefinition.StageGoal;
import io.flashgate.gateway.http.BadRequestException;
import io.flashgate.gateway.http.Rfc3339;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
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
    private static final Set<String> ITEM_MEMBERS =
            Set.of("sku", "title", "stock", "price", "listPrice", "buyerLimit", "priceTiers");
    private static final Set<String> TIER_MEMBERS = Set.of("fromUnit", "price");
    private static final Set<String> HOLD_MEMBERS = Set.of("ttl", "extension", "attempts");
    private static final Set<String> GOAL_MEMBERS = Set.of("units", "reward");

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
        try {
            return new SaleDefinition(
                    saleId,
                    text(sale, "", "title", ""),
                    time(sale, "opensAt"),
                    time(sale, "closesAt"),
                    text(sale, "", "currency", null),
                    limit(sale, ""),
                    items(sale),
                    groups(sale),
                    hold(sale),
                    goals(sale),
                    flag(sale, "rehearsal"));
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
            requireObject(item, "items[" + items.size() + ']', ITEM_MEMBERS);
            items.add(new ItemDefinition(
                    text(item, at, "sku", null),
                    text(item, at, "title", ""),
                    (int) number(item, at, "stock", 1, SaleDefinition.MAX_STOCK),
                    number(item, at, "price", 0, SaleDefinition.MAX_PRICE),
                    item.has("listPrice")
                            ? number(item, at, "listPrice", 0, SaleDefinition.MAX_PRICE)
                            : SaleDefinition.NO_LIST_PRICE,
                    limit(item, at),
                    tiers(item, at)));
        }
        return items;
    }

    private static List<PriceTier> tiers(final JsonNode item, final String at) throws BadRequestException {
        final List<PriceTier> tiers = new ArrayList<>();
        for (final JsonNode tier : array(item, at, "priceTiers", "an array of {fromUnit, price}")) {
            final String tierAt = at + "priceTiers[" + tiers.size() + ']';
            requireObject(tier, tierAt, TIER_MEMBERS);
            tiers.add(new PriceTier(
                    (int) number(tier, tierAt + '.', "fromUnit", 1, SaleDefinition.MAX_STOCK),
                    number(tier, tierAt + '.', "price", 0, SaleDefinition.MAX_PRICE)));
        }
        return tiers;
    }

    /** Null: the sale has no holds. */
    private static HoldDefinition hold(final JsonNode sale) throws BadRequestException {
        if (!sale.has("hold")) {
            return null;
        }
        final JsonNode hold = sale.get("hold");
        requireObject(hold, "hold", HOLD_MEMBERS);
        return new HoldDefinition(
                span(hold, "hold.", "ttl"),
                hold.has("extension") ? span(hold, "hold.", "extension") : 0,
                hold.has("attempts")
                        ? (int) number(hold, "hold.", "attempts", 1, HoldDefinition.MAX_ATTEMPTS)
                        : HoldDefinition.DEFAULT_ATTEMPTS);
    }

    private static List<StageGoal> goals(final JsonNode sale) throws BadRequestException {
        final List<StageGoal> goals = new ArrayList<>();
        for (final JsonNode goal : array(sale, "", "stageGoals", "an array of {units, reward}")) {
            final String at = "stageGoals[" + goals.size() + ']';
            requireObject(goal, at, GOAL_MEMBERS);
            goals.add(new StageGoal(
                    number(goal, at + '.', "units", 1, Long.MAX_VALUE), text(goal, at + '.', "reward", null)));
        }
        return goals;
    }

    private static long span(final JsonNode node, final String at, final String member) throws BadRequestException {
        final String text = text(node, at, member, null);
        try {
            final Duration span = Duration.parse(text);
            if (span.isNegative() || span.isZero()) {
                throw new BadRequestException(at + member + ": found \"" + text + "\", expected more than PT0S");
            }
            return span.toNanos();
        } catch (final DateTimeException | ArithmeticException malformed) {
            throw new BadRequestException(
                    at + member + ": found \"" + text + "\", expected an ISO 8601 duration like PT3M");
        }
    }

    /** The elements of an array; none if there is no such member. */
    private static JsonNode array(final JsonNode node, final String at, final String member, final String expected)
            throws BadRequestException {
        final JsonNode array = node.path(member);
        if (!array.isMissingNode() && !array.isArray()) {
            throw wrong(at + member, array, expected);
        }
        return array;
    }

    private static void requireObject(final JsonNode node, final String at, final Set<String> known)
            throws BadRequestException {
        if (!node.isObject()) {
            throw wrong(at, node, "an object");
        }
        requireKnown(node, at + '.', known);
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
