package io.flashgate.bench.load;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** One more header of every request, {@code Name: value}. */
record Header(String name, String value) {

    private static final Pattern SHAPE =
            Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}):[ \\t]*([\\x20-\\x7e]{0,2000})");
    private static final Set<String> OURS = Set.of(
            "host", "content-type", "content-length", "idempotency-key", "transfer-encoding", "connection", "expect");

    /** The header as it goes over the wire, with its line's end. */
    String line() {
        return name + ": " + value + "\r\n";
    }

    /** Reads {@code Name: value}. */
    static final class Converter implements ITypeConverter<Header> {
        @Override
        public Header convert(final String text) {
            final Matcher shape = SHAPE.matcher(text);
            if (!shape.matches()) {
                throw new TypeConversionException(
                        "found \"" + text + "\", expected 'Name: value' in visible ASCII characters");
            }
            if (OURS.contains(shape.group(1).toLowerCase(Locale.ROOT))) {
                throw new TypeConversionException(
                        "found \"" + text + "\", expected a header that the load does not write itself");
            }
            return new Header(shape.group(1), shape.group(2).strip());
        }
    }
}
