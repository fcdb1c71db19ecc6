package io.flashgate.core;

/** One thing to sell: the {@link NaiveShop} knows each of them, and who has it. */
final class NaiveUnit {

    final int item;
    final int tier;
    final long price;

    /** Whose it is, held or sold; null: it is available. */
    NaiveOrder owner;

    NaiveUnit(final int item, final int tier, final long price) {
        this.item = item;
        this.tier = tier;
        this.price = price;
    }
}
