package io.flashgate.gateway.cli;

import io.flashgate.gateway.pipeline.Waiting;
import io.flashgate.journal.Durability;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Options that name one of a few words, in lower case. */
public final class Choices {

    private Choices() {}

    static final class DurabilityName implements ITypeConverter<Durability> {
        @Override
        public Durability convert(final String text) {
            return choose(text, Durability.values());
        }
    }

    static final class WaitStrategyName implements ITypeConverter<Waiting> {
        @Override
        public Waiting convert(final String text) {
            return choose(text, Waiting.values());
        }
    }

    static final class LogFormat implements ITypeConverter<Logs.Format> {
        @Override
        public Logs.Format convert(final String text) {
            return choose(text, Logs.Format.values());
        }
    }

    static final class LogLevel implements ITypeConverter<Logs.Verbosity> {
        @Override
        public Logs.Verbosity convert(final String text) {
            return choose(text, Logs.Verbosity.values());
        }
    }

    /**
     * The one of these words that the text is.
     *
     * @throws TypeConversionException naming them all if it is none of them
     */
    public static <E extends Enum<E>> E choose(final String text, final E[] values) {
        for (final E value : values) {
            if (word(value).equals(text)) {
                return value;
            }
        }
        throw new TypeConversionException("found \"" + text + "\", expected "
                + Arrays.stream(values).map(Choices::word).collect(Collectors.joining(" or ")));
    }

    private static String word(final Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
