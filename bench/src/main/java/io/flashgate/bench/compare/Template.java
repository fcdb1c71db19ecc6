package io.flashgate.bench.compare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A configuration file with {@code @NAMES@} to fill in. */
final class Template {

    private static final Pattern NAME = Pattern.compile("@([A-Z_]+)@");

    private Template() {}

    /**
     * @throws CompareException if the text has a name that there is no value for
     */
    static String fill(final String text, final Map<String, String> values) {
        return NAME.matcher(text).replaceAll(name -> {
            final String value = values.get(name.group(1));
            if (value == null) {
                throw new CompareException("expected a value for @" + name.group(1) + "@, found " + values.keySet());
            }
            return Matcher.quoteReplacement(value);
        });
    }

    static String read(final Path file) {
        try {
            return Files.readString(file);
        } catch (final IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static Path write(final Path file, final String text) {
        try {
            Files.createDirectories(file.getParent());
            return Files.writeString(file, text);
        } catch (final IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
