package io.flashgate.journal.whatif;

import io.flashgate.core.sale.SaleDefinition;
import io.flashgate.core.sale.SaleDefinition.HoldDefinition;
import io.flashgate.core.sale.SaleDefinition.ItemDefinition;
import io.flashgate.journal.Stamp;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * One rule of a sale that is changed: {@code stock=400}, {@code stock.cap=10}, {@code buyerLimit=none},
 * {@code closesAt=2026-11-27T12:10:00Z}, {@code hold.ttl=PT3M}.
 *
 * @param name  of the rule, as in a sale's definition
 * @param sku   the item that it is about; null: the sale, or its only item
 * @param value as it was written
 */
public record RuleChange(String name, String sku, String value) {

    private static final String NAMES =
            "stock, stock.SKU, buyerLimit, buyerLimit.SKU, opensAt, closesAt, groups, hold.ttl,"
                    + " hold.extension, hold.attempts";
    private static final String NONE = "none";

    /**
     * Reads {@code name=value}.
     *
     * @throws IllegalArgumentException naming what was wrong and what was expected
     */
    public static RuleChange parse(final String text) {
        final int equals = text.indexOf('=');
        if (equals < 1) {
            throw new IllegalArgumentException("expected RULE=VALUE such as stock=400, found '" + text + "'");
        }
        final String left = text.substring(0, equals);
        final String value = text.substring(equals + 1);
        for (final String ofItem : List.of("stock", "buyerLimit")) {
            if (left.startsWith(ofItem + ".")) {
                return new RuleChange(ofItem, left.substring(ofItem.length() + 1), value);
            }
        }
        switch (left) {
            case "stock", "buyerLimit", "opensAt", "closesAt", "groups", "hold.ttl", "hold.extension", "hold.attempts":
                return new RuleChange(left, null, value);
            default:
                throw new IllegalArgumentException("expected one of " + NAMES + ", found '" + left + "'");
        }
    }

    /**
     * A sale under other rules. Price tiers and stage goals that lie beyond a smaller stock are left out.
     *
     * @throws IllegalArgumentException if a change does not fit the sale
     */
    public static SaleDefinition applyAll(final List<RuleChange> changes, final SaleDefinition sale) {
        SaleDefinition changed = sale;
        for (final RuleChange change : changes) {
            try {
                changed = change.apply(changed);
            } catch (final IllegalArgumentException wrong) {
                throw new IllegalArgumentException(change + ": " + wrong.getMessage(), wrong);
            }
        }
        return changed;
    }

    @Override
    public String toString() {
        return name + (sku == null ? "" : "." + sku) + "=" + value;
    }

    private SaleDefinition apply(final SaleDefinition sale) {
        return switch (name) {
            case "stock" -> withItems(sale, (int) whole(1, SaleDefinition.MAX_STOCK), true);
            case "buyerLimit" -> {
                final int limit = value.equals(NONE) ? 0 : (int) whole(1, Integer.MAX_VALUE);
                yield sku == null
                        ? with(sale, sale.opensAtNanos(), sale.closesAtNanos(), limit, sale.groups(), sale.hold())
                        : withItems(sale, limit, false);
            }
            case "opensAt" -> with(sale, time(), sale.closesAtNanos(), sale.buyerLimit(), sale.groups(), sale.hold());
            case "closesAt" -> with(sale, sale.opensAtNanos(), time(), sale.buyerLimit(), sale.groups(), sale.hold());
            case "groups" ->
                with(
                        sale,
                        sale.opensAtNanos(),
                        sale.closesAtNanos(),
                        sale.buyerLimit(),
                        value.equals(NONE) ? List.of() : List.of(value.split(",")),
                        sale.hold());
            default ->
                with(
                        sale,
                        sale.opensAtNanos(),
                        sale.closesAtNanos(),
                        sale.buyerLimit(),
                        sale.groups(),
                        hold(sale.hold()));
        };
    }

    private HoldDefinition hold(final HoldDefinition now) {
        if (name.equals("hold.ttl")) {
            return value.equals(NONE)
                    ? null
                    : new HoldDefinition(
                            span(),
                            now == null ? 0 : now.extensionNanos(),
                            now == null ? HoldDefinition.DEFAULT_ATTEMPTS : now.attempts());
        }
        if (now == null) {
            throw new IllegalArgumentException("the sale has no holds; set hold.ttl first");
        }
        return name.equals("hold.attempts")
                ? new HoldDefinition(now.ttlNanos(), now.extensionNanos(), (int) whole(1, HoldDefinition.MAX_ATTEMPTS))
                : new HoldDefinition(now.ttlNanos(), value.equals(NONE) ? 0 : span(), now.attempts());
    }

    private SaleDefinition withItems(final SaleDefinition sale, final int number, final boolean isStock) {
        final List<String> skus = sale.items().stream().map(ItemDefinition::sku).toList();
        if (sku == null && skus.size() > 1) {
            throw new IllegalArgumentException("expected " + name + ".SKU with one of " + String.join(", ", skus));
        }
        if (sku != null && !skus.contains(sku)) {
            throw new IllegalArgumentException(
                    "found no item \"" + sku + "\", expected one of " + String.join(", ", skus));
        }
        final List<ItemDefinition> items = new ArrayList<>();
        for (final ItemDefinition item : sale.items()) {
            final boolean isMeant = sku == null || item.sku().equals(sku);
            final int stock = isMeant && isStock ? number : item.stock();
            items.add(new ItemDefinition(
                    item.sku(),
                    item.title(),
                    stock,
                    item.price(),
                    item.listPrice(),
                    isMeant && !isStock ? number : item.buyerLimit(),
                    item.priceTiers().stream()
                            .filter(tier -> tier.fromUnit() <= stock)
                            .toList()));
        }
        final long total = items.stream().mapToLong(ItemDefinition::stock).sum();
        return new SaleDefinition(
                sale.saleId(),
                sale.title(),
                sale.opensAtNanos(),
                sale.closesAtNanos(),
                sale.currency(),
                sale.buyerLimit(),
                items,
                sale.groups(),
                sale.hold(),
                sale.stageGoals().stream().filter(goal -> goal.units() <= total).toList(),
                sale.rehearsal());
    }

    private static SaleDefinition with(
            final SaleDefinition sale,
            final long opensAtNanos,
            final long closesAtNanos,
            final int buyerLimit,
            final List<String> groups,
            final HoldDefinition hold) {
        return new SaleDefinition(
                sale.saleId(),
                sale.title(),
                opensAtNanos,
                closesAtNanos,
                sale.currency(),
                buyerLimit,
                sale.items(),
                groups,
                hold,
                sale.stageGoals(),
                sale.rehearsal());
    }

    private long whole(final long least, final long most) {
        try {
            final long number = Long.parseLong(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (final NumberFormatException notOne) {
            // The same complaint.
        }
        throw new IllegalArgumentException("expected a whole number from " + least + " to " + most);
    }

    private long time() {
        try {
            return Stamp.parse(value);
        } catch (final DateTimeException notOne) {
            throw new IllegalArgumentException(
                    "expected an RFC 3339 time with its offset, like 2026-11-27T12:00:00Z", notOne);
        }
    }

    private long span() {
        try {
            return Duration.parse(value).toNanos();
        } catch (final DateTimeException | ArithmeticException notOne) {
            throw new IllegalArgumentException("expected an ISO 8601 duration like PT3M", notOne);
        }
    }
}
