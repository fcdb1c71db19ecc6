package io.flashgate.gateway.cli;

import io.flashgate.gateway.Gateway;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A started gateway and the two ways it ends: because it was asked to, or because a promise broke. */
final class RunningGateway {

    private static final Logger LOG = LoggerFactory.getLogger(RunningGateway.class);

    private final Gateway gateway;
    private final StopSignal stop;
    private final CompletableFuture<String> broken;
    private final CompletableFuture<Object> ended;

    RunningGateway(final Gateway gateway, final StopSignal stop) {
        this.gateway = gateway;
        this.stop = stop;
        this.broken = gateway.failure()
                .handle((reason, failure) -> failure == null ? reason : failure.toString())
                .toCompletableFuture();
        this.ended = CompletableFuture.anyOf(stop.requested(), broken);
        stop.claim();
    }

    InetSocketAddress publicAddress() {
        return gateway.publicAddress();
    }

    InetSocketAddress adminAddress() {
        return gateway.adminAddress();
    }

    long sequence() {
        return gateway.sequence();
    }

    /** Completes when the gateway should end: asked to, or broken. */
    CompletableFuture<Object> ended() {
        return ended;
    }

    boolean isToEnd() {
        return ended.isDone();
    }

    boolean isBroken() {
        return broken.isDone();
    }

    /** Waits until the gateway should end. */
    void await() throws InterruptedException {
        await(ended, Long.MAX_VALUE);
    }

    /** Waits until something is done, at most so long. */
    static void await(final Future<?> something, final long nanos) throws InterruptedException {
        try {
            something.get(nanos, TimeUnit.NANOSECONDS);
        } catch (final TimeoutException e) {
            // The time is over; the caller looks at what is done.
        } catch (final ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    /**
     * Drains and closes; after a broken promise nothing is touched any more, recovery starts from the journal.
     *
     * @return the exit status: done, or a broken promise with its reason as the log's last line
     */
    int end() {
        if (!broken.isDone()) {
            LOG.info("draining: no new connections, what was taken is answered");
            final long startNanos = System.nanoTime();
            gateway.drain();
            // Not our own copy of it: that may come a moment later, and join() below waits for it.
            if (!gateway.failure().toCompletableFuture().isDone()) {
                LOG.info(
                        "drained in {} ms",
                        Duration.ofNanos(System.nanoTime() - startNanos).toMillis());
                return ExitStatus.DONE;
            }
        }
        LOG.error("stopped: {}", broken.join());
        return ExitStatus.BROKEN_PROMISE;
    }
}
