package io.flashgate.gateway.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import picocli.CommandLine.Option;

/** How the orders of a sale wait for their payment, as options say it; {@code --hold} is what the others go with. */
final class HoldDraft {

    @Option(
            names = "--hold",
            paramLabel = "TIME",
            required = true,
            converter = Span.OfHold.class,
            description =
                    "Orders are held so long for their payment: 90s, 3m, PT3M (default: they are confirmed at once).")
    private Duration ttl;

    @Option(
            names = "--hold-extension",
            paramLabel = "TIME",
            converter = Span.OfHold.class,
            description = "Added once, when the payment has started (default: never).")
    private Duration extension;

    @Option(
            names = "--hold-attempts",
            paramLabel = "N",
            converter = Numbers.Attempts.class,
            description = "Most holds that one buyer may take, however they end (default: 3).")
    private Integer attempts;

    void writeTo(final ObjectNode sale) {
        final ObjectNode hold = sale.putObject("hold").put("ttl", ttl.toString());
        if (extension != null) {
            hold.put("extension", extension.toString());
        }
        if (attempts != null) {
            hold.put("attempts", attempts);
        }
    }
}
