package io.flashgate.bench.load;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A share of all, 0 to 1, read from {@code 5%}. */
final class Share implements ITypeConverter<Double> {

    private static final Pattern SHAPE = Pattern.compile("([0-9]{1,3}(\\.[0-9]{1,4})?)%");

    @Override
    public Double convert(final String text) {
        final Matcher shape = SHAPE.matcher(text);
        if (shape.matches()) {
            final double percent = Double.parseDouble(shape.group(1));
            if (percent <= 100) {
                return percent / 100;
            }
        }
        throw new TypeConversionException("found \"" + text + "\", expected a share such as 5%, 0% to 100%");
    }
}
