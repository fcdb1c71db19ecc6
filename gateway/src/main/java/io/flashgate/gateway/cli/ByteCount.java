package io.flashgate.gateway.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A number of bytes: plain, or with K, M or G (of 1,024). */
final class ByteCount implements ITypeConverter<Long> {

    private static final Pattern SHAPE = Pattern.compile("([0-9]{1,15})([KMG]?)");
    private static final long MOST = 1L << 50;

    @Override
    public Long convert(final String text) {
        final Matcher shape = SHAPE.matcher(text);
        if (shape.matches()) {
            final long amount = Long.parseLong(shape.group(1));
            final int shift = switch (shape.group(2)) {
                case "K" -> 10;
                case "M" -> 20;
                case "G" -> 30;
                default -> 0;
            };
            if (amount <= MOST >> shift) {
                return amount << shift;
            }
        }
        throw new TypeConversionException(
                "found \"" + text + "\", expected a number of bytes such as 1048576, 512K, 256M or 2G");
    }
}
