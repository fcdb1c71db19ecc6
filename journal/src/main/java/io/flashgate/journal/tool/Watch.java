package io.flashgate.journal.tool;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Waits for what a live gateway will append, until the process is asked to stop; that is then an orderly end, exit status 0.
 *
 * <pre>
 *   Ctrl-C ──▶ shutdown hook ──▶ stop() ──▶ pause() answers false ──▶ the last line is written ──▶ close() ──▶ halt with 0
 * </pre>
 *
 * Nobody is told of an append through a mapped file, so the journal is looked at ten times a second.
 */
final class Watch implements AutoCloseable {

    private static final long PAUSE_MILLIS = 100;

    /** Longer than the last lines take. */
    private static final long PATIENCE_SECONDS = 10;

    private final CountDownLatch stopped = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private Thread hook;

    /** Lets the process's signals arrive here. */
    Watch listen() {
        hook = new Thread(this::onShutdown, "journal-watch");
        Runtime.getRuntime().addShutdownHook(hook);
        return this;
    }

    /** Asks for the end, as a signal does. */
    void stop() {
        stopped.countDown();
    }

    /** Waits a moment. False: it is time to end. */
    boolean pause() {
        try {
            return !stopped.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (final InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        ended.countDown();
        if (hook != null) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (final IllegalStateException isRunning) {
                // It was just told that the work has ended.
            }
        }
    }

    private void onShutdown() {
        stop();
        try {
            if (ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                System.out.flush();
                Runtime.getRuntime().halt(0);
            }
        } catch (final InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
