package io.flashgate.bench.compare;

import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A run that lost much of its machine to the machine's host is done once more, and the better of the two counts; but not more
 * often than is planned, or a busy host would keep it going for hours. For one thread.
 */
final class Undisturbed {

    /** Of all processors. A run that lost more was one of a smaller machine. */
    static final double MOST_STOLEN = 0.03;

    /**
     * A run and what it came to.
     *
     * @param stolen what the host took meanwhile, 0–1
     */
    record Run(String name, Figures figures, double stolen) {}

    private final Supplier<StolenTime> clock;
    private int repeatsLeft;

    /**
     * @param repeats runs that may be done again, of all
     */
    Undisturbed(final int repeats) {
        this(repeats, StolenTime::now);
    }

    Undisturbed(final int repeats, final Supplier<StolenTime> clock) {
        repeatsLeft = repeats;
        this.clock = clock;
    }

    /**
     * @param name    of the first attempt
     * @param measure one attempt, by its name
     * @param told    hears of each attempt what it came to and what was stolen
     */
    Run measure(final String name, final Function<String, Figures> measure, final BiConsumer<Figures, Double> told) {
        final Run first = attempt(name, measure, told);
        if (first.stolen() <= MOST_STOLEN || repeatsLeft == 0) {
            return first;
        }
        repeatsLeft--;
        final Run second = attempt(name + "-again", measure, told);
        return second.stolen() < first.stolen() ? second : first;
    }

    private Run attempt(
            final String name, final Function<String, Figures> measure, final BiConsumer<Figures, Double> told) {
        final StolenTime before = clock.get();
        final Figures figures = measure.apply(name);
        final double stolen = clock.get().shareSince(before);
        told.accept(figures, stolen);
        return new Run(name, figures, stolen);
    }

    /** For the end of a line; nothing where hardly anything was taken. */
    static String text(final double stolen) {
        return stolen > MOST_STOLEN ? String.format("  (the host took %.0f %%)", 100 * stolen) : "";
    }
}
