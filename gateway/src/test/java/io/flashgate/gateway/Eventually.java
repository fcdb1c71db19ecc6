package io.flashgate.gateway;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Waits for what must come, as long as it takes and no longer than a deadline that is generous for a busy machine. */
public final class Eventually {

    public static final Duration DEADLINE = Duration.ofSeconds(60);

    private Eventually() {}

    /** Waits until something is so. */
    public static void holds(final String what, final BooleanSupplier condition) {
        sees(what, condition::getAsBoolean, Boolean::booleanValue);
    }

    /** Looks again and again until what it sees is as it must be, and returns that. */
    public static <T> T sees(final String what, final Supplier<T> look, final Predicate<T> isSo) {
        final long untilNanos = System.nanoTime() + DEADLINE.toNanos();
        while (true) {
            final T seen = look.get();
            if (isSo.test(seen)) {
                return seen;
            }
            if (System.nanoTime() - untilNanos > 0) {
                throw new AssertionError("expected that " + what + ", found after " + DEADLINE + ": " + seen);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
    }
}
