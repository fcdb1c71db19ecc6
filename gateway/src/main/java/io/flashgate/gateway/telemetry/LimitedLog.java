package io.flashgate.gateway.telemetry;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.event.Level;

/**
 * A log of failures that may come thousands of times: each kind is written, with its stack trace, at once and then every ten seconds
 * at most. What is left out meanwhile is counted, and the count is said: by {@link #sayLeftOut()}, which somebody has to call now
 * and then.
 *
 * <p>A kind is a message and the class of its cause. Any thread.
 */
public final class LimitedLog {

    private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** Kinds are few, as messages are constants. Should that ever be wrong, all others count as one. */
    private static final int MOST_KINDS = 64;

    private final Logger log;
    private final LongSupplier nanoClock;
    private final Map<String, Kind> kinds = new ConcurrentHashMap<>();

    public LimitedLog(final Logger log) {
        this(log, System::nanoTime);
    }

    LimitedLog(final Logger log, final LongSupplier nanoClock) {
        this.log = log;
        this.nanoClock = nanoClock;
    }

    /**
     * @param what a constant
     */
    public void error(final String what, final Throwable cause) {
        say(Level.ERROR, what, cause);
    }

    /**
     * @param what a constant
     */
    public void warn(final String what, final Throwable cause) {
        say(Level.WARN, what, cause);
    }

    /**
     * @param what a constant
     */
    public void debug(final String what, final Throwable cause) {
        if (log.isDebugEnabled()) {
            say(Level.DEBUG, what, cause);
        }
    }

    /** Says how often something was left out, of each kind whose interval is over. */
    public void sayLeftOut() {
        final long now = nanoClock.getAsLong();
        kinds.forEach((name, kind) -> {
            if (kind.leftOut.get() > 0 && kind.begins(now)) {
                log.atLevel(kind.level)
                        .addKeyValue("times", kind.leftOut.getAndSet(0))
                        .addKeyValue("what", name)
                        .log("the same again, not written each time");
            }
        });
    }

    private void say(final Level level, final String what, final Throwable cause) {
        final String name =
                kinds.size() < MOST_KINDS ? what + ": " + cause.getClass().getName() : "others";
        final Kind kind = kinds.computeIfAbsent(name, unknown -> new Kind(level));
        if (kind.begins(nanoClock.getAsLong())) {
            log.atLevel(level).setCause(cause).log(what);
        } else {
            kind.leftOut.incrementAndGet();
        }
    }

    private static final class Kind {

        private final Level level;
        private final AtomicLong leftOut = new AtomicLong();
        private long saidNanos;
        private boolean isSaid;

        private Kind(final Level level) {
            this.level = level;
        }

        /** Whether it may be said now; then the next time is an interval away. */
        private synchronized boolean begins(final long now) {
            if (isSaid && now - saidNanos < INTERVAL_NANOS) {
                return false;
            }
            isSaid = true;
            saidNanos = now;
            return true;
        }
    }
}
