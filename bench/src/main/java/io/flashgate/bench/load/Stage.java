package io.flashgate.bench.load;

import io.flashgate.gateway.cli.Span;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A stretch of time with one rate.
 *
 * @param perSecond how many requests are due in a second, 0 or more
 * @param nanos     how long, more than 0
 */
record Stage(double perSecond, long nanos) {

    static Stage of(final double perSecond, final Duration length) {
        return new Stage(perSecond, length.toNanos());
    }

    /** How many requests are due in it. */
    double requests() {
        return perSecond * nanos / 1e9;
    }

    /** Reads {@code 1000/s:10s}. */
    static final class Converter implements ITypeConverter<Stage> {
        @Override
        public Stage convert(final String text) {
            final int colon = text.indexOf(':');
            if (colon < 1) {
                throw new TypeConversionException(
                        "found \"" + text + "\", expected RATE:TIME such as 1000/s:10s, and more after commas");
            }
            final Rate rate = new Rate.Converter().convert(text.substring(0, colon));
            return of(rate.perSecond(), new Span().convert(text.substring(colon + 1)));
        }
    }
}
