package io.flashgate.gateway.crash;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What a process has printed so far, gathered by a thread of its own. */
final class Lines {

    private final List<String> lines = new ArrayList<>();
    private final Thread reader;
    private boolean ended;

    Lines(final String name, final InputStream source) {
        reader = new Thread(() -> gather(source), name);
        reader.setDaemon(true);
        reader.start();
    }

    /** The first line like this, or null if the process ends, or the time is over, before there is one. */
    synchronized String findWithin(final Duration time, final Predicate<String> wanted) throws InterruptedException {
        final long untilNanos = System.nanoTime() + time.toNanos();
        for (int seen = 0; ; ) {
            for (; seen < lines.size(); seen++) {
                if (wanted.test(lines.get(seen))) {
                    return lines.get(seen);
                }
            }
            final long leftMillis = (untilNanos - System.nanoTime()) / 1_000_000;
            if (ended || leftMillis <= 0) {
                return null;
            }
            wait(leftMillis);
        }
    }

    /** All lines; the process must have ended. */
    List<String> all() throws InterruptedException {
        reader.join();
        return List.copyOf(lines);
    }

    @Override
    public synchronized String toString() {
        return String.join("\n", lines);
    }

    private void gather(final InputStream source) {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(source, StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                add(line);
            }
        } catch (final IOException closed) {
            throw new UncheckedIOException(closed);
        } finally {
            end();
        }
    }

    private synchronized void add(final String line) {
        lines.add(line);
        notifyAll();
    }

    private synchronized void end() {
        ended = true;
        notifyAll();
    }
}
