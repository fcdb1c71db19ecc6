package io.flashgate.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** How the crowd fares, once a second: over and over in one place on a terminal, line after line elsewhere. */
final class LiveLine {

    /** Set by the launcher, which can tell whether standard output is a terminal; the JDK cannot on every version. */
    private static final boolean TERMINAL = Boolean.getBoolean("flashgate.terminal");

    private static final long NOT_KNOWN = -1;

    private final PrintWriter out;
    private final CrowdTally tally;
    private final DemoSale sale;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(work -> {
        final Thread thread = new Thread(work, "live-line");
        thread.setDaemon(true);
        return thread;
    });

    private LiveLine(final PrintWriter out, final CrowdTally tally, final DemoSale sale) {
        this.out = out;
        this.tally = tally;
        this.sale = sale;
    }

    static LiveLine start(final PrintWriter out, final CrowdTally tally, final DemoSale sale) {
        final LiveLine line = new LiveLine(out, tally, sale);
        out.println();
        line.clock.scheduleAtFixedRate(line::print, 1, 1, TimeUnit.SECONDS);
        return line;
    }

    private void print() {
        final String line = tally.line(left());
        if (TERMINAL) {
            // Erases what a longer line left behind.
            out.print("\r" + line + "\u001b[K");
        } else {
            out.println(line);
        }
        out.flush();
    }

    private long left() {
        try {
            long left = 0;
            for (final JsonNode item : sale.view().path("items")) {
                left += item.path("available").asLong();
            }
            return left;
        } catch (final IOException | Complaint e) {
            return NOT_KNOWN;
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            return NOT_KNOWN;
        }
    }

    /** Prints the last word and stops. */
    void stop() throws InterruptedException {
        clock.shutdown();
        // A line that is being printed comes first; it waits for an answer of the gateway at most.
        clock.awaitTermination(1, TimeUnit.SECONDS);
        print();
        if (TERMINAL) {
            out.println();
        }
    }
}
