package io.flashgate.gateway.cli;

import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/** What a newcomer reads when the demo is up: every line works when it is pasted. */
final class DemoGuide {

    /** How this process was called; the launcher says it. */
    private static final String COMMAND = quoted(System.getProperty("flashgate.command", "./flashgate"));

    private DemoGuide() {}

    static void print(
            final PrintWriter out,
            final DemoSale sale,
            final URI shop,
            final URI admin,
            final Path folder,
            final Path tokenFile,
            final Duration length) {
        out.println("""
                A flash sale is open: %d units each of %s, one of each per buyer, for %d minutes.

                  look     %s
                  buy      curl -i %s/orders -H 'Content-Type: application/json' -H 'Idempotency-Key: alice-1' -d '{"sku":"%s","buyerId":"alice"}'
                           (again: the same order; with another key: one per buyer)
                  refusals %s/problems/sold-out
                  metrics  curl -H "Authorization: Bearer $(cat %s)" %s/metrics
                  manage   %s sale show %s --admin %s --admin-token-file %s
                  journal  %s journal inspect %s
                """.formatted(
                        DemoSale.STOCK,
                        String.join(", ", sale.skus()),
                        DemoSale.LENGTH.toMinutes(),
                        sale.url(),
                        sale.url(),
                        sale.skus().get(0),
                        shop,
                        quoted(tokenFile),
                        admin,
                        COMMAND,
                        sale.saleId(),
                        admin,
                        quoted(tokenFile),
                        COMMAND,
                        quoted(folder)));
        out.println(length == null ? "Ctrl-C ends it." : "It ends in " + words(length) + "; Ctrl-C ends it sooner.");
        out.flush();
    }

    /** As a shell reads it as one word. */
    static String quoted(final Path path) {
        return quoted(path.toAbsolutePath().toString());
    }

    private static String quoted(final String text) {
        return text.matches("[A-Za-z0-9_./+:@%-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }

    private static String words(final Duration length) {
        return length.toString().substring(2).toLowerCase(Locale.ROOT);
    }
}
