package io.flashgate.bench.micro;

import io.flashgate.core.Commands;
import io.flashgate.core.CoreLimits;
import io.flashgate.core.MatchingCore;
import io.flashgate.core.order.Decision;
import io.flashgate.core.order.Outcome;
import io.flashgate.core.order.PurchaseRequest;
import io.flashgate.core.sale.SaleDefinition;
import io.flashgate.core.sale.SaleDefinition.ItemDefinition;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A core in the middle of one sale or of several: so many buyers have one pair of sneakers already and may have one more, the socks are gone,
 * one cap is left. Beside it stand a sale that is over, one that is sold out and one that has not opened.
 */
final class PreparedCore {

    static final long NOON = 1_795_780_800_000_000_000L;
    static final String SOCKS = "socks-wool";
    static final String CAP = "cap-summer";
    static final String CLOSED_SALE = "friday-flash-0001";
    static final String SOLD_OUT_SALE = "friday-flash-0002";
    static final String LATER_SALE = "friday-flash-0099";

    private static final long HOUR = 3_600_000_000_000L;
    private static final long HASH_KEY_0 = 0x0706_0504_0302_0100L;
    private static final long HASH_KEY_1 = 0x0F0E_0D0C_0B0A_0908L;
    private static final int BUYER_LIMIT = 2;

    /** The typical sale first, then others with ids of the same length. */
    private static final List<String> SALES = Stream.concat(
                    Stream.of(TypicalRequest.SALE),
                    IntStream.range(1, 1_000).mapToObj(number -> "friday-flash-" + (1_000 + number)))
            .toList();

    /** Hears of each sequenced command while the core is prepared. */
    @FunctionalInterface
    interface Observer {

        Observer NONE = (core, command, length, decision) -> {};

        void onCommand(MatchingCore core, MutableDirectBuffer command, int length, Decision decision);
    }

    private final MutableDirectBuffer command = new UnsafeBuffer(new byte[SaleDefinition.MAX_ENCODED_BYTES]);
    private final Decision decision = new Decision();
    private final Observer observer;
    private final MatchingCore core;

    /**
     * @param buyers   who have bought
     * @param capacity most answers and orders; the rest of it is room for what is measured
     */
    PreparedCore(final int buyers, final int capacity, final Observer observer) {
        this(buyers, 1, capacity, observer);
    }

    /**
     * @param buyers   who have bought, each in the {@linkplain #sale sale} of its number
     * @param sales    that are open
     * @param capacity most answers and orders; the rest of it is room for what is measured
     */
    PreparedCore(final int buyers, final int sales, final int capacity, final Observer observer) {
        this.observer = observer;
        core = new MatchingCore(limits(sales, capacity));
        decide(Commands.foundLog(command, 0, HASH_KEY_0, HASH_KEY_1), NOON - HOUR, Outcome.LOG_FOUNDED);
        for (int sale = 0; sale < sales; sale++) {
            define(sale(sale, sales), NOON - HOUR, NOON + HOUR, SaleDefinition.MAX_STOCK);
        }
        define(CLOSED_SALE, NOON - HOUR, NOON, 1);
        define(SOLD_OUT_SALE, NOON - HOUR, NOON + HOUR, 1);
        define(LATER_SALE, NOON + HOUR, NOON + 2 * HOUR, 1);

        final Commands commands = commands();
        final TypicalRequest request = new TypicalRequest();
        long key = 1_000_000_000;
        for (final String sku : List.of(TypicalRequest.SNEAKERS, SOCKS, CAP)) {
            buy(commands, request.in(SOLD_OUT_SALE).item(sku).of(key, key++));
        }
        for (int sale = 0; sale < sales; sale++) {
            buy(commands, request.in(sale(sale, sales)).item(SOCKS).of(key, key));
        }
        request.item(TypicalRequest.SNEAKERS);
        for (int buyer = 0; buyer < buyers; buyer++) {
            buy(commands, request.in(sale(buyer, sales)).of(buyer, buyer));
        }
    }

    static CoreLimits limits(final int capacity) {
        return limits(1, capacity);
    }

    /** The open sale that the buyer with this number buys in: they take turns. */
    static String sale(final int number, final int sales) {
        return SALES.get(number % sales);
    }

    private static CoreLimits limits(final int sales, final int capacity) {
        // Refusals may fill half of the answers, and some benchmarks only refuse.
        return new CoreLimits(sales + 64, 2 * capacity, capacity, 64);
    }

    /** An encoder with the key of this core's log. */
    static Commands commands() {
        return new Commands(HASH_KEY_0, HASH_KEY_1);
    }

    MatchingCore core() {
        return core;
    }

    private void define(final String saleId, final long opensAtNanos, final long closesAtNanos, final int stock) {
        final SaleDefinition sale = new SaleDefinition(
                saleId,
                "Friday flash group",
                opensAtNanos,
                closesAtNanos,
                "CNY",
                BUYER_LIMIT,
                List.of(
                        new ItemDefinition(TypicalRequest.SNEAKERS, "Sneaker, 42", stock, 9_900, 19_900, 0),
                        new ItemDefinition(SOCKS, "Socks", 1, 990, SaleDefinition.NO_LIST_PRICE, 0),
                        new ItemDefinition(CAP, "Cap", 1, 1_990, SaleDefinition.NO_LIST_PRICE, 0)),
                List.of());
        decide(sale.encode(command, 0), NOON - HOUR, Outcome.SALE_CREATED);
    }

    private void buy(final Commands commands, final PurchaseRequest request) {
        decide(commands.purchase(command, 0, request), NOON, Outcome.ACCEPTED);
    }

    private void decide(final int length, final long stampNanos, final Outcome expected) {
        core.onCommand(core.nextSequence(), stampNanos, command, 0, length, decision);
        if (decision.outcome() != expected) {
            throw new IllegalStateException("preparing: expected " + expected + ", found " + decision);
        }
        observer.onCommand(core, command, length, decision);
    }
}
