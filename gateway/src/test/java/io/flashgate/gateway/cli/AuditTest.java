package io.flashgate.gateway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flashgate.gateway.cli.Buyer.Habit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The demo's audit, on a sale of two caps that Alice and Bob bought")
class AuditTest {

    private static final Buyer ALICE = new Buyer("alice", "g1", "cap", Habit.ONCE);
    private static final Buyer BOB = new Buyer("bob", "g2", "cap", Habit.ONCE);
    private static final Buyer CAROL = new Buyer("carol", "g3", "cap", Habit.ONCE);

    private final CrowdTally tally = new CrowdTally();
    private final List<JsonNode> orders = new ArrayList<>();

    @BeforeEach
    void aliceAndBobBuy() {
        orders.add(order("demo-1", "alice", 7));
        orders.add(order("demo-2", "bob", 9));
        hears(ALICE, 201, "", "demo-1");
        hears(BOB, 201, "", "demo-2");
        hears(CAROL, 409, "sold-out", "");
    }

    @Test
    void findsNothingWhenAllIsWell() {
        assertEquals(List.of(), audit(2, 2).findings());
    }

    @Test
    void doesNotMindOthersWhoBuyBesideTheCrowd() {
        orders.add(order("demo-3", "dave", 12));

        assertEquals(List.of(), audit(3, 3).findings());
    }

    @Test
    void findsWhatIsOversold() {
        assertFinds(audit(1, 2), "oversold: 2 of cap in the orders, stock 1");
    }

    @Test
    void findsAViewThatDisagrees() {
        assertFinds(audit(3, 1), "cap: found 2 in the orders, expected 1 as the sale says");
    }

    @Test
    void findsALostOrder() {
        orders.remove(1);

        assertFinds(audit(2, 1), "lost: order demo-2 was confirmed to bob and is not listed");
    }

    @Test
    void findsAnOrderUnderAnotherName() {
        orders.set(1, order("demo-2", "carol", 9));

        assertFinds(audit(2, 2), "order demo-2: found", "expected one cap for bob");
    }

    @Test
    void findsAnOrderThatItsBuyerWasRefused() {
        orders.add(order("demo-3", "carol", 12));

        assertFinds(audit(3, 3), "carol: found 1 orders, expected the 0 it was told of");
    }

    @Test
    void findsOneBuyerWithTwo() {
        orders.add(order("demo-3", "bob", 12));

        assertFinds(audit(3, 3), "bob has more than 1 of cap");
    }

    @Test
    void findsAnOrderThatIsListedTwiceOrOutOfOrder() {
        orders.add(order("demo-1", "alice", 7));

        assertFinds(audit(3, 3), "order \"demo-1\" is listed twice", "with sequence 7, expected more than 9");
    }

    @Test
    void findsOneOrderSoldToTwo() {
        hears(CAROL, 201, "", "demo-1");

        assertFinds(audit(2, 2), "order demo-1 was sold to alice and to carol");
    }

    @Test
    void findsARetryThatHeardSomethingElse() {
        tally.onRetry(ALICE, new CrowdAnswer(201, "", "demo-1"), new CrowdAnswer(409, "sold-out", ""));

        assertFinds(audit(2, 2), "the retry of alice heard", "sold-out");
    }

    @Test
    void findsLostAnswersAndServerErrors() {
        tally.onLost(CAROL);
        hears(CAROL, 500, "http-500", "");

        assertFinds(audit(2, 2), "1 answers were lost", "carol heard 500 http-500");
    }

    private void hears(final Buyer buyer, final int status, final String code, final String orderId) {
        tally.onSent(buyer);
        tally.onAnswer(buyer, new CrowdAnswer(status, code, orderId));
    }

    private Audit audit(final int stock, final int sold) {
        final ObjectNode view = Json.object();
        view.putArray("items")
                .addObject()
                .put("sku", "cap")
                .put("stock", stock)
                .put("available", stock - sold)
                .put("held", 0)
                .put("sold", sold);
        return Audit.of(tally, orders, view, 1);
    }

    private static JsonNode order(final String orderId, final String buyerId, final long sequence) {
        final ObjectNode order =
                Json.object().put("orderId", orderId).put("buyerId", buyerId).put("sequence", sequence);
        order.putArray("items").addObject().put("sku", "cap").put("quantity", 1);
        return order;
    }

    private static void assertFinds(final Audit audit, final String... parts) {
        for (final String part : parts) {
            assertTrue(audit.findings().toString().contains(part), () -> audit.findings() + " lacks " + part);
        }
    }
}
