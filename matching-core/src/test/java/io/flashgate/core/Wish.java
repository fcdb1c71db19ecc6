package io.flashgate.core;

import io.flashgate.core.order.PurchaseRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What one buyer wants, in plain strings.
 *
 * @param group the community that the buyer came from; empty: none
 * @param lines one, or the lines of a basket
 */
public record Wish(String saleId, String buyer, String key, String group, List<Line> lines) {

    /** Some of one item. */
    public record Line(String sku, int quantity) {}

    public Wish {
        lines = List.copyOf(lines);
    }

    public Wish(
            final String saleId,
            final String buyer,
            final String key,
            final String group,
            final String sku,
            final int quantity) {
        this(saleId, buyer, key, group, List.of(new Line(sku, quantity)));
    }

    /** One unit, out of no group. */
    public static Wish of(final String saleId, final String sku, final String key, final String buyer) {
        return new Wish(saleId, buyer, key, "", sku, 1);
    }

    /** The first line's. */
    public String sku() {
        return lines.get(0).sku();
    }

    /** The first line's. */
    public int quantity() {
        return lines.get(0).quantity();
    }

    /** Over all lines. */
    public int allUnits() {
        return lines.stream().mapToInt(Line::quantity).sum();
    }

    /** Whether both ask for the same, in whatever order. */
    public boolean isSameAs(final Wish other) {
        return saleId.equals(other.saleId)
                && buyer.equals(other.buyer)
                && key.equals(other.key)
                && group.equals(other.group)
                && sorted().equals(other.sorted());
    }

    public Wish inSale(final String other) {
        return new Wish(other, buyer, key, group, lines);
    }

    public Wish by(final String other) {
        return new Wish(saleId, other, key, group, lines);
    }

    public Wish withKey(final String other) {
        return new Wish(saleId, buyer, other, group, lines);
    }

    public Wish outOf(final String other) {
        return new Wish(saleId, buyer, key, other, lines);
    }

    /** The first line for another item. */
    public Wish item(final String other) {
        return withFirst(new Line(other, quantity()));
    }

    /** Other units in the first line. */
    public Wish units(final int other) {
        return withFirst(new Line(sku(), other));
    }

    public Wish and(final String sku, final int quantity) {
        final List<Line> more = new ArrayList<>(lines);
        more.add(new Line(sku, quantity));
        return new Wish(saleId, buyer, key, group, more);
    }

    /** The same lines from the last to the first. */
    public Wish turnedRound() {
        final List<Line> turned = new ArrayList<>();
        lines.forEach(line -> turned.add(0, line));
        return new Wish(saleId, buyer, key, group, turned);
    }

    /** Writes the wish into a request. */
    public PurchaseRequest fill(final PurchaseRequest request) {
        request.clear();
        request.saleId().set(saleId);
        request.buyerId().set(buyer);
        request.key().set(key);
        request.group().set(group);
        request.lineCount(lines.size());
        for (int i = 0; i < lines.size(); i++) {
            request.sku(i).set(lines.get(i).sku());
            request.quantity(i, lines.get(i).quantity());
        }
        return request;
    }

    private Wish withFirst(final Line first) {
        final List<Line> others = new ArrayList<>(lines);
        others.set(0, first);
        return new Wish(saleId, buyer, key, group, others);
    }

    /** The lines by their items' names. */
    List<Line> sorted() {
        return lines.stream().sorted(Comparator.comparing(Line::sku)).toList();
    }
}
