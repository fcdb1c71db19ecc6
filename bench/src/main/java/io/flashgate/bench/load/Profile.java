package io.flashgate.bench.load;

import io.flashgate.gateway.cli.Choices;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;

/** How requests arrive. */
enum Profile {
    /** Evenly, at one rate. */
    CONSTANT,
    /** At random and independent of each other, at one rate on average. */
    POISSON,
    /** Evenly, at one rate after another. */
    STEPS,
    /** Everybody at once. */
    FLASH,
    /** Closed-loop: whenever an answer came. */
    CLOSED;

    /** As on the command line. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean isClosed() {
        return this == CLOSED;
    }

    /** Reads the word. */
    static final class Converter implements ITypeConverter<Profile> {
        @Override
        public Profile convert(final String text) {
            return Choices.choose(text, values());
        }
    }
}
