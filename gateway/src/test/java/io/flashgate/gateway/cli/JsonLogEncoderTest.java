package io.flashgate.gateway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;

@DisplayName("What a line of the log says by name")
class JsonLogEncoderTest {

    private static final Path TEXT_SHAPE = Path.of(
            System.getProperty("project.root"), "gateway/src/main/resources/io/flashgate/gateway/cli/log-text.xml");

    private final LoggerContext context = new LoggerContext();

    @Test
    @DisplayName("is a member each in JSON, numbers as numbers")
    void inJson() throws IOException {
        final byte[] line = new JsonLogEncoder().encode(soldOut());

        assertEquals('\n', line[line.length - 1]);
        final JsonNode json = new ObjectMapper().readTree(line);
        assertEquals("sale is sold out", json.path("message").asText());
        assertEquals("summer \"22\"", json.path("sale").asText());
        assertTrue(json.path("orders").isIntegralNumber());
        assertEquals(300, json.path("orders").asInt());
        assertTrue(json.path("rehearsal").isBoolean());
        assertEquals("null", json.path("nothing").asText());
        assertTrue(json.path("exception").isMissingNode());
    }

    @Test
    @DisplayName("stands behind the sentence in text, and nothing stands there if it says nothing by name")
    void inText() throws IOException {
        final Matcher pattern = Pattern.compile("<pattern>(.*)</pattern>").matcher(Files.readString(TEXT_SHAPE));
        assertTrue(pattern.find());
        final PatternLayout layout = new PatternLayout();
        layout.setContext(context);
        layout.setPattern(pattern.group(1));
        layout.start();

        final String line = layout.doLayout(soldOut());
        assertTrue(
                line.endsWith(
                        " INFO  SaleLog - sale is sold out sale=summer \"22\" orders=300 rehearsal=true nothing=null"
                                + System.lineSeparator()),
                line);
        final String plain = layout.doLayout(event("draining"));
        assertTrue(plain.endsWith(" - draining" + System.lineSeparator()), plain);
    }

    private LoggingEvent soldOut() {
        final LoggingEvent event = event("sale is sold out");
        event.addKeyValuePair(new KeyValuePair("sale", "summer \"22\""));
        event.addKeyValuePair(new KeyValuePair("orders", 300L));
        event.addKeyValuePair(new KeyValuePair("rehearsal", true));
        event.addKeyValuePair(new KeyValuePair("nothing", null));
        return event;
    }

    private LoggingEvent event(final String message) {
        return new LoggingEvent(
                JsonLogEncoderTest.class.getName(),
                context.getLogger("io.flashgate.gateway.telemetry.SaleLog"),
                Level.INFO,
                message,
                null,
                null);
    }
}
