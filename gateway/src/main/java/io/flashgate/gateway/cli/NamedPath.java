package io.flashgate.gateway.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A file or a folder. An empty text, as an unset variable leaves it in a script, is none. */
public final class NamedPath implements ITypeConverter<Path> {

    @Override
    public Path convert(final String text) {
        try {
            if (!text.isBlank()) {
                return Path.of(text);
            }
        } catch (final InvalidPathException e) {
            // No path on this system: the same complaint.
        }
        throw new TypeConversionException("found \"" + text + "\", expected the name of a file or folder");
    }
}
