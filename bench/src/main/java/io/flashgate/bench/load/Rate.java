package io.flashgate.bench.load;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Requests in a second.
 *
 * @param perSecond 1–10,000,000
 */
record Rate(int perSecond) {

    private static final Pattern SHAPE = Pattern.compile("([0-9]{1,8})(/s)?");
    private static final int MOST = 10_000_000;

    /** Reads {@code 1000/s} and {@code 1000}. */
    static final class Converter implements ITypeConverter<Rate> {
        @Override
        public Rate convert(final String text) {
            final Matcher shape = SHAPE.matcher(text);
            if (shape.matches()) {
                final int perSecond = Integer.parseInt(shape.group(1));
                if (perSecond >= 1 && perSecond <= MOST) {
                    return new Rate(perSecond);
                }
            }
            throw new TypeConversionException(
                    "found \"" + text + "\", expected requests in a second such as 1000/s, 1/s to " + MOST + "/s");
        }
    }
}
