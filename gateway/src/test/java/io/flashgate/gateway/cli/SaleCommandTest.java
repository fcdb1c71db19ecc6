package io.flashgate.gateway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.flashgate.gateway.Gateway;
import io.flashgate.gateway.GatewaySettings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The merchant at the command line")
class SaleCommandTest {

    private static final String TOKEN = "a-token-of-a-test";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    private Path token;
    private Gateway gateway;

    @BeforeEach
    void open() throws Exception {
        token = Files.writeString(folder.resolve("admin.token"), TOKEN);
        gateway = Gateway.start(GatewaySettings.at(folder.resolve("data"), TOKEN));
    }

    @AfterEach
    void close() {
        gateway.close();
    }

    @Test
    @DisplayName("creates a sale with everything that there is, and is shown all of it again")
    void createsAndShows() throws Exception {
        assertEquals(
                ExitStatus.DONE,
                sale(
                        "create",
                        "friday",
                        "--title=Friday",
                        "--currency=CNY",
                        "--for=30m",
                        "--buyer-limit=4",
                        "--item=sku=cap,stock=300,price=6900,price-from-101=7900,list-price=9900,limit=2",
                        "--item=sku=mug,stock=50,price=1200",
                        "--hold=3m",
                        "--hold-extension=2m",
                        "--stage-goal=150=free socks",
                        "--group=g1",
                        "--rehearsal"),
                err::toString);

        assertEquals(ExitStatus.DONE, sale("show", "friday"), err::toString);

        final JsonNode shown = Json.read(out.toString());
        assertEquals("OPEN", shown.get("phase").asText());
        assertEquals(
                "{\"ttl\":\"PT3M\",\"extension\":\"PT2M\",\"attempts\":3}",
                shown.get("hold").toString());
        assertEquals(
                "[{\"fromUnit\":101,\"price\":7900}]",
                shown.at("/items/0/priceTiers").toString());
        assertEquals(
                "[{\"units\":150,\"reward\":\"free socks\"}]",
                shown.get("stageGoals").toString());
        assertEquals("[\"g1\"]", shown.get("groups").toString());
        assertEquals(true, shown.get("rehearsal").asBoolean());
        assertEquals(4, shown.get("buyerLimit").asInt());
        assertEquals("0", shown.at("/items/1/held").toString());
        assertEquals(ExitStatus.DONE, sale("list"), err::toString);
        assertEquals(shown.get("hold"), Json.read(out.toString()).at("/sales/0/hold"));
        assertEquals(ExitStatus.DONE, sale("close", "friday"), err::toString);
        assertEquals(true, Json.read(out.toString()).get("sealed").asBoolean());
    }

    @Test
    @DisplayName("hears from the gateway what is wrong with a sale")
    void hearsWhatIsWrong() {
        final int exitStatus = sale(
                "create",
                "friday",
                "--currency=CNY",
                "--for=30m",
                "--item=sku=cap,stock=5,price=1,price-from-6=2",
                "--stage-goal=3=socks");

        assertEquals(ExitStatus.DIFFERENCE, exitStatus);
        assertTrue(err.toString().contains("items[0].priceTiers[0].fromUnit: found 6, expected 1–5"), err::toString);
        assertTrue(err.toString().contains("(400 malformed)"), err::toString);
    }

    private int sale(final String... args) {
        final List<String> all = new ArrayList<>(List.of("sale"));
        all.addAll(List.of(args));
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return Flashgate.run(
                all.toArray(new String[0]),
                Map.of(
                        "FLASHGATE_ADMIN",
                        HostPort.url(gateway.adminAddress()),
                        "FLASHGATE_ADMIN_TOKEN_FILE",
                        token.toString()),
                new StopSignal(),
                new PrintWriter(out),
                new PrintWriter(err));
    }
}
