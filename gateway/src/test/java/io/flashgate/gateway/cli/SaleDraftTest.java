package io.flashgate.gateway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
    void mayHaveHoldsTiersGoalsAndBeARehearsal() throws Exception {
        assertEquals(
                Json.read("""
                        {"opensAt": "2026-11-27T12:00:00Z", "closesAt": "2026-11-27T12:30:00Z", "currency": "EUR",
                         "items": [{"sku": "sneaker-42", "title": "Blue, price-from-9", "stock": 300, "price": 6900,
                                    "priceTiers": [{"fromUnit": 20, "price": 7400}, {"fromUnit": 101, "price": 7900}]}],
                         "hold": {"ttl": "PT3M", "extension": "PT1M30S", "attempts": 5},
                         "stageGoals": [{"units": 150, "reward": "free socks"}, {"units": 300, "reward": "a=b, c"}],
                         "rehearsal": true}
                        """),
                json(
                        "--for=30m",
                        "--currency=EUR",
                        "--item=price-from-101=7900,sku=sneaker-42,title=Blue, price-from-9,stock=300,price=6900,"
                                + "price-from-20=7400",
                        "--hold=3m",
                        "--hold-extension=90s",
                        "--hold-attempts=5",
                        "--stage-goal=150=free socks",
                        "--stage-goal=300=a=b, c",
                        "--rehearsal"));
        assertEquals(
                "{\"ttl\":\"PT0.5S\"}",
                ((JsonNode) json("--for=30m", "--currency=EUR", "--item", SNEAKER, "--hold=500ms"))
                        .get("hold")
                        .toString());
    }

    @Test
    void saysWhatIsWrongWithHoldsAndGoals() {
        assertRefused("--hold", "--hold-extension=1m");
        assertRefused("--hold", "--hold-attempts=2");
        assertRefused("found \"soon\", expected a length of time", "--hold=soon");
        assertRefused("at most 7 days", "--hold=8d");
        assertRefused("at most 7 days", "--hold=3m", "--hold-extension=0s");
        assertRefused("found \"0\", expected a whole number from 1 to 1000", "--hold=3m", "--hold-attempts=0");
        assertRefused("found \"free socks\", expected UNITS=REWARD", "--stage-goal=free socks");
        assertRefused("found \"150=\", expected UNITS=REWARD", "--stage-goal=150=");
        assertRefused("expected UNITS=REWARD", "--stage-goal=many=socks");
    }

    private static void assertRefused(final String part, final String... options) {
        final List<String> args = new ArrayList<>(List.of("--for=30m", "--currency=EUR", "--item", SNEAKER));
        args.addAll(List.of(options));
        final String message = assertThrows(ParameterException.class, () -> json(args.toArray(new String[0])))
                .getMessage();
        assertTrue(message.contains(part), () -> message + " lacks " + part);
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
        assertItemRefused("sku=a,stock=9,price=1,price-from-x=2", "found price=\"1,price-from-x=2\"");
        assertItemRefused("sku=a,stock=9,price=1,price-from-2=2.5", "found price-from-2=\"2.5\"", "minor units");
        assertItemRefused("sku=a,stock=9,price=1,price-from-2=2,price-from-2=3", "found price-from-2 twice");
        assertItemRefused("sku=a,stock=9,price=1,price-from-2=2,price-from-02=3", "for a unit that has a price");
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
