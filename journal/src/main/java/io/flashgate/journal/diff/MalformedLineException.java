package io.flashgate.journal.diff;

import java.io.IOException;
import java.nio.file.Path;

/** A line of a file is not what was expected. The message says which, and what was. */
public final class MalformedLineException extends IOException {

    private static final long serialVersionUID = 1L;

    MalformedLineException(final Path file, final int line, final String detail) {
        super(file + ":" + line + ": " + detail);
    }
}
