package io.flashgate.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flashgate.core.order.Outcome;
import io.flashgate.core.order.PurchaseRequest;
import io.flashgate.core.order.Text;
import io.flashgate.core.sale.SaleDefinition;
import io.flashgate.core.sale.SaleDefinition.ItemDefinition;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The view of any command")
class CommandViewTest {

    /** Nothing begins at 0 in a ring or in a journal. */
    private static final int AT = 24;

    private final MutableDirectBuffer buffer = new UnsafeBuffer(new byte[SaleDefinition.MAX_ENCODED_BYTES]);
    private final Commands commands = new Commands(1, 2);
    private final CommandView view = new CommandView();

    @Test
    @DisplayName("reads the sale and the order of everything that can be written")
    void readsWhatIsWritten() {
        Commands.foundLog(buffer, AT, 1, 2);
        is("FoundLog", null, 0);
        Commands.tick(buffer, AT);
        is("Tick", null, 0);
        new SaleDefinition(
                        "summer",
                        "Sommer · 夏",
                        1,
                        2,
                        "CNY",
                        0,
                        List.of(
                                new ItemDefinition("cap", "Cap", 3, 9, -1, 0),
                                new ItemDefinition("hat", "", 1, 9, -1, 0)),
                        List.of("g1", "g2"))
                .encode(buffer, AT);
        is("DefineSale", "summer", 0);
        assertEquals("hat", view.definition().items().get(1).sku());
        Commands.closeSale(buffer, AT, "summer");
        is("CloseSale", "summer", 0);
        commands.confirmOrder(buffer, AT, text("summer"), 17);
        is("ConfirmOrder", "summer", 17);
        commands.cancelOrder(buffer, AT, text("summer"), 18);
        is("CancelOrder", "summer", 18);
        assertFalse(view.isByBuyer());
        commands.cancelOrder(buffer, AT, text("summer"), 19, text("alice"));
        is("CancelOrder", "summer", 19);
        assertTrue(view.isByBuyer());
        commands.extendHold(buffer, AT, text("summer"), 20);
        is("ExtendHold", "summer", 20);
        Commands.expireHold(buffer, AT, "summer", 21);
        is("ExpireHold", "summer", 21);
        Commands.forgetAnswers(buffer, AT, "summer", 5, 128);
        is("ForgetAnswers", "summer", 0);
        assertEquals(5, view.retentionNanos());
        assertEquals(128, view.mostAnswers());
        final long[] counts = new long[Outcome.CODE_LIMIT];
        counts[Outcome.SALE_CLOSED.code()] = 7;
        counts[Outcome.NOT_OPEN_YET.code()] = 8;
        Commands.countGateRefusals(buffer, AT, "summer", counts);
        is("CountGateRefusals", "summer", 0);
        assertEquals(2, view.refusals().counts().count());
        commands.findOrder(buffer, AT, text("summer"), 3, text("alice"));
        assertEquals("FindOrder", view.wrap(buffer, AT).name());
    }

    @Test
    @DisplayName("reads the parts of a purchase")
    void readsAPurchase() {
        final PurchaseRequest request = new PurchaseRequest();
        request.saleId().set("summer");
        request.buyerId().set("品");
        request.key().set("key-1");
        request.group().set("g1");
        request.lineCount(2);
        request.sku(0).set("cap");
        request.quantity(0, 1);
        request.sku(1).set("sneaker-42");
        request.quantity(1, 2);
        commands.purchase(buffer, AT, request);
        is("Purchase", "summer", 0);
        assertTrue(view.isPurchase());
        assertEquals(
                "品", view.text(view.purchase().buyerIdOffset(), view.purchase().buyerIdLength()));
        assertEquals(
                "key-1", view.text(view.purchase().keyOffset(), view.purchase().keyLength()));
        assertEquals(
                "g1", view.text(view.purchase().groupOffset(), view.purchase().groupLength()));
        assertEquals(
                "sneaker-42",
                view.text(view.purchase().skuOffset(1), view.purchase().skuLength(1)));
    }

    @Test
    @DisplayName("compares names of any length, byte by byte")
    void comparesNames() {
        view.wrap(buffer, AT);
        for (int length = 0; length <= 21; length++) {
            final byte[] name = "abcdefghijklmnopqrstu".substring(0, length).getBytes(StandardCharsets.US_ASCII);
            buffer.putBytes(100, name);
            assertTrue(view.isText(100, length, name), "length " + length);
            assertFalse(view.isText(100, length + 1, name), "length " + length);
            for (int at = 0; at < length; at++) {
                final byte[] other = name.clone();
                other[at] ^= 1;
                assertFalse(view.isText(100, length, other), "length " + length + ", another byte at " + at);
            }
        }
    }

    private void is(final String name, final String saleId, final long orderNumber) {
        view.wrap(buffer, AT);
        assertEquals(name, view.name());
        assertEquals(orderNumber, view.orderNumber());
        assertEquals(orderNumber > 0, view.isAboutOrder());
        assertEquals(saleId != null, view.namesSale());
        if (saleId == null) {
            assertNull(view.saleId());
        } else {
            assertEquals(saleId, view.saleId());
            assertTrue(view.isOfSale(saleId.getBytes(StandardCharsets.US_ASCII)));
        }
    }

    private static Text text(final String value) {
        return new Text(Text.BUYER_MAX_BYTES).set(value);
    }
}
