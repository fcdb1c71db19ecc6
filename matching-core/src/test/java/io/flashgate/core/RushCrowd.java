package io.flashgate.core;

import io.flashgate.core.order.PurchaseRequest;
import io.flashgate.core.sale.SaleDefinition;
import java.util.ArrayList;
import java.util.List;

/** The buyers of a {@link Rush}: they buy, press the button again, mix up their keys and ask for what is not there. */
final class RushCrowd {

    private static final List<String> NAMES =
            List.of("alice", "bob", "carol", "Zoë", "买家七", "🦊", "alice2", "bo", "b", "grace hopper");
    private static final List<String> GROUPS = List.of("", "g1", "g1", "g2", "g3");

    private final Dice dice;
    private final RushMerchant merchant;
    private final List<String> buyers;
    private final List<Wish> wishes = new ArrayList<>();
    private int keys;

    RushCrowd(final Dice dice, final RushMerchant merchant) {
        this.dice = dice;
        this.merchant = merchant;
        buyers = NAMES.subList(0, dice.between(2, NAMES.size()));
    }

    String anyBuyer() {
        return dice.pick(buyers);
    }

    /** A wish of before; a fresh one if there is none. */
    Wish anyWish() {
        return wishes.isEmpty() ? next() : dice.pick(wishes);
    }

    Wish next() {
        final Wish wish = wishes.isEmpty() || dice.below(100) < 60 ? fresh() : again(dice.pick(wishes));
        wishes.add(wish);
        return wish;
    }

    /** What a buyer wants who has just given something back. */
    Wish anotherOf(final String saleId, final String buyer) {
        final Wish wish = fresh(saleId, buyer);
        wishes.add(wish);
        return wish;
    }

    private Wish fresh() {
        return fresh(dice.oneIn(40) ? "s-none" : merchant.anySaleId(), anyBuyer());
    }

    private Wish fresh(final String saleId, final String buyer) {
        Wish wish = new Wish(saleId, buyer, "k-" + keys++, dice.pick(GROUPS), sku(saleId), quantity());
        if (dice.oneIn(4)) {
            for (int more = dice.between(1, PurchaseRequest.MAX_LINES - 1); more > 0; more--) {
                wish = withOneMore(wish, sku(saleId));
            }
        }
        return dice.oneIn(3) ? wish.outOf("g1") : wish;
    }

    /** No item twice. */
    private Wish withOneMore(final Wish wish, final String sku) {
        return wish.lines().stream().anyMatch(line -> line.sku().equals(sku)) ? wish : wish.and(sku, quantity());
    }

    private Wish again(final Wish wish) {
        switch (dice.below(13)) {
            case 0:
                return wish.units(wish.quantity() % 3 + 1);
            case 1:
                final String other = sku(wish.saleId());
                return wish.lines().stream().anyMatch(line -> line.sku().equals(other)) ? wish : wish.item(other);
            case 2:
                return wish.outOf(dice.pick(GROUPS));
            case 3:
                return wish.by(anyBuyer());
            case 4:
                return wish.inSale(merchant.anySaleId());
            case 5:
                // What a buyer does who hears "only one left".
                return wish.withKey("k-" + keys++).units(1);
            case 6:
                return wish.turnedRound();
            default:
                return wish;
        }
    }

    private String sku(final String saleId) {
        final SaleDefinition sale = merchant.findLatest(saleId);
        if (sale == null || dice.oneIn(30)) {
            return "item-" + dice.below(110);
        }
        return dice.pick(sale.items()).sku();
    }

    private int quantity() {
        if (dice.oneIn(30)) {
            return dice.oneIn(2) ? PurchaseRequest.QUANTITY_MAX : dice.between(5, 40);
        }
        return dice.oneIn(3) ? dice.between(2, 4) : 1;
    }
}
