package io.flashgate.gateway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

@DisplayName("A sale from options")
class SaleDraftTest {

    private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");
    private static final String SNEAKER = "sku=sneaker-42,stock=300,price=9900";

    @Test
    void isTheJsonOfTheAdminPlane() throws Exception {
        assertEquals(
                Json.read("""
                        {"title": "Friday flash group", "opensAt": "2026-11-27T12:00:00Z",
                         "closesAt": "2026-11-27T12:30:00Z", "currency": "CNY", "buyerLimit": 2,
                         "items": [{"sku": "sneaker-42", "title": "Sneaker, 42", "stock": 300, "price": 9900,
                                    "listPrice": 19900, "buyerLimit": 1},
                                   {"sku": "cap", "stock": 5, "price": 0}],
                         "groups": ["g1", "g2"]}
                        """),
                json(
                        "--title=Friday flash group",
                        "--opens-at=2026-11-27T13:00:00+01:00",
                        "--closes-at=2026-11-27T12:30:00Z",
                        "--currency=CNY",
                        "--buyer-limit=2",
                        "--item=sku=sneaker-42,stock=300,price=9900,title=Sneaker, 42,limit=1,list-price=19900",
                        "--item=price=0,stock=5,sku=cap",
                        "--group=g1",
                        "--group=g2"));
    }

    @Test
    void opensNowUnlessItIsSaid() throws Exception {
        assertEquals(Json.read("""
                        {"opensAt": "2026-11-27T12:00:00Z", "closesAt": "2026-11-27T12:30:00Z", "currency": "EUR",
                         "items": [{"sku": "sneaker-42", "stock": 300, "price": 9900}]}
                        """), json("--for=30m", "--currency=EUR", "--item", SNEAKER));
    }

    @Test
    void mustSayOnceWhenItCloses() {
        final Complaint neither = assertThrows(Complaint.class, () -> json("--currency=EUR", "--item", SNEAKER));
        final Complaint both = assertThrows(
                Complaint.class,
                () -> json("--currency=EUR", "--item", SNEAKER, "--for=1h", "--closes-at=2026-11-27T12:30:00Z"));

        assertTrue(neither.getMessage().contains("found neither --closes-at and --for"), neither.getMessage());
        assertTrue(both.getMessage().contains("found both --closes-at and --for"), both.getMessage());
    }

    @Test
    void saysWhatIsWrongWithAnItem() {
        assertItemRefused("stock=1,price=1", "found no sku");
        assertItemRefused("sku=a,price=1", "found no stock");
        assertItemRefused("sku=a,stock=1,price=9.90", "found price=\"9.90\"", "minor units");
        assertItemRefused("sku=a,stock=many,price=1", "found stock=\"many\"");
        assertItemRefused("sku=a,stock=1,price=1,price=2", "found price twice");
        assertItemRefused("sku=a,colour=red,stock=1,price=1", "found sku=\"a,colour=red\"");
        assertItemRefused("colour=red,sku=a,stock=1,price=1", "found \"colour=red\"");
    }

    @Test
    void saysWhatIsWrongWithATime() {
        final ParameterException wrong = assertThrows(
                ParameterException.class, () -> json("--currency=EUR", "--item", SNEAKER, "--closes-at", "tomorrow"));

        assertTrue(wrong.getMessage().contains("found \"tomorrow\", expected RFC 3339"), wrong.getMessage());
    }

    private static void assertItemRefused(final String item, final String... parts) {
        final String message = assertThrows(
                        ParameterException.class, () -> json("--for=1h", "--currency=EUR", "--item", item))
                .getMessage();
        for (final String part : parts) {
            assertTrue(message.contains(part), () -> message + " lacks " + part);
        }
    }

    private static Object json(final String... args) throws Complaint, JsonProcessingException {
        return Json.read(
                CommandLine.populateCommand(new SaleDraft(), args).json(NOON).toString());
    }
}
