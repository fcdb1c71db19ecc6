package io.flashgate.bench.compare;

import java.util.EnumSet;

/** Ours, as its users start it, with {@code --durability fsync}. */
final class FlashgatePeer {

    static final String NAME = "ours";

    private static final int CHECK_CAPACITY = 10_000;

    private FlashgatePeer() {}

    /**
     * @param capacity orders and answers that one life of the gateway is given room for
     */
    static Peer fsync(final Installation installation, final LoadTool load, final int capacity) {
        return new ShopPeer(
                NAME,
                "Flashgate, --durability fsync",
                EnumSet.allOf(Scenario.class),
                false,
                true,
                folder -> FlashgateShop.open(installation, folder, capacity),
                folder -> FlashgateShop.open(installation, folder, CHECK_CAPACITY),
                load);
    }
}
