package io.flashgate.gateway.http;

import io.flashgate.core.sale.SaleDefinition;
import io.flashgate.core.sale.SaleDefinition.ItemDefinition;
import io.flashgate.core.sale.Stock;
import io.flashgate.gateway.live.SaleView;
import java.util.ArrayList;
import java.util.List;

/**
 * What all orders of one sale have in common, as the bytes that they are in an answer. Made once per sale and event loop.
 *
 * <pre>
 *   {"orderId":"summer-17","saleId":"summer","buyerId":"alice","items":[{"sku":"sneaker-42","quantity":1,"unitPrice":9900}],
 *   └── orderBegin ──┘    └────── buyerBegin ─────┘      └────── itemBegin ─────────────────┘└──── priceAndTotal ────
 *    "total":9900,"currency":"CNY","status":"CONFIRMED","sequence":918233,"decidedAt":"…"
 *   ────────┘    └──────────────── statusAndSequence ─────────────┘
 * </pre>
 *
 * <p>That is an order of one part, confirmed, at its item's first price. Others are put together from smaller pieces.
 */
final class SaleAnswers {

    /** Of one item. */
    static final class Item {

        final long price;
        final byte[] sku;
        final byte[] itemBegin;
        final byte[] priceAndTotal;

        /** Why it is refused to everybody, and the document that says so; null: nobody has heard it yet. */
        private Problem refusedBecause;

        private byte[] refusal;

        Item(final ItemDefinition item) {
            price = new Stock(item).price(0);
            sku = Ascii.bytes(item.sku());
            itemBegin = Ascii.bytes(",\"items\":[{\"sku\":\"" + item.sku() + "\",\"quantity\":");
            priceAndTotal = Ascii.bytes(",\"unitPrice\":" + price + "}],\"total\":");
        }

        /** The document that was kept for this reason, or null. */
        byte[] findRefusal(final Problem problem) {
            return problem == refusedBecause ? refusal : null;
        }

        void keepRefusal(final Problem problem, final byte[] document) {
            refusedBecause = problem;
            refusal = document;
        }
    }

    final byte[] orderBegin;
    final byte[] buyerBegin;
    final byte[] statusAndSequence;

    /** As {@link #buyerBegin}, where the buyer is not told. */
    final byte[] withoutBuyer;

    final byte[] currencyAndStatus;

    /** The header's line up to the order's number. */
    final byte[] location;

    /** A refusal's members up to the sku. */
    final byte[] refusalMembers;

    /** The same, where no item is told. */
    final byte[] refusalSale;

    private final SaleView sale;
    private final List<Item> items = new ArrayList<>();

    SaleAnswers(final SaleView sale) {
        this.sale = sale;
        final SaleDefinition definition = sale.definition();
        orderBegin = Ascii.bytes("{\"orderId\":\"" + definition.saleId() + '-');
        buyerBegin = Ascii.bytes("\",\"saleId\":\"" + definition.saleId() + "\",\"buyerId\":");
        statusAndSequence =
                Ascii.bytes(",\"currency\":\"" + definition.currency() + "\",\"status\":\"CONFIRMED\",\"sequence\":");
        withoutBuyer = Ascii.bytes("\",\"saleId\":\"" + definition.saleId() + "\"");
        currencyAndStatus = Ascii.bytes(",\"currency\":\"" + definition.currency() + "\",\"status\":\"");
        location = Ascii.bytes("Location: /v1/orders/" + definition.saleId() + '-');
        refusalSale = Ascii.bytes(",\"saleId\":\"" + definition.saleId() + "\"");
        refusalMembers = Ascii.bytes(",\"saleId\":\"" + definition.saleId() + "\",\"sku\":\"");
        definition.items().forEach(item -> items.add(new Item(item)));
    }

    /** Whether these are the answers of this sale, and not of one that it has replaced. */
    boolean areOf(final SaleView other) {
        return sale == other;
    }

    Item item(final int index) {
        return items.get(index);
    }
}
