package io.flashgate.gateway.cli;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * SIGTERM and SIGINT, as something the main thread can wait for.
 *
 * <pre>
 *   signal ─▶ shutdown hook ─▶ requested() ─▶ main thread drains ─▶ finish(status) ─▶ hook halts with the status
 * </pre>
 *
 * Without a claim a signal ends the process at once, as usual. A second signal changes nothing: the JVM is already
 * on its way out, and the hook waits no longer than {@link #PATIENCE}.
 */
public final class StopSignal {

    /** Longer than any orderly end takes; an end that takes longer counts as a broken promise. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private final CompletableFuture<Void> requested = new CompletableFuture<>();
    private final CompletableFuture<Integer> finished = new CompletableFuture<>();
    private volatile boolean claimed;

    /** Lets the process's signals arrive here. Once per process. */
    void install() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::onShutdown, "stop-signal"));
    }

    /** From now on a signal waits for {@link #finish}. */
    public void claim() {
        claimed = true;
    }

    /** From now on a signal ends the process at once again, unless it has come already: that one still waits for {@link #finish}. */
    void release() {
        claimed = false;
    }

    /** Asks for the end, as a signal does. */
    public void request() {
        requested.complete(null);
    }

    /** Completes when the end was asked for. */
    public CompletableFuture<Void> requested() {
        return requested;
    }

    /** Everything orderly is done. The process leaves with this status, signal or not. */
    void finish(final int exitStatus) {
        finished.complete(exitStatus);
    }

    private void onShutdown() {
        if (!claimed) {
            return;
        }
        request();
        final int exitStatus = awaitFinish();
        System.out.flush();
        System.err.flush();
        // Not exit(): other hooks must neither delay the end nor change its status.
        Runtime.getRuntime().halt(exitStatus);
    }

    private int awaitFinish() {
        try {
            return finished.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (final TimeoutException e) {
            System.err.println("flashgate: not drained after " + PATIENCE.toSeconds() + " s, leaving anyway");
        } catch (final InterruptedException | ExecutionException e) {
            System.err.println("flashgate: " + e);
        }
        return ExitStatus.BROKEN_PROMISE;
    }
}
