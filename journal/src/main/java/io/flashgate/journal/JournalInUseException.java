package io.flashgate.journal;

import java.io.IOException;
import java.nio.file.Path;

/** Somebody else owns the journal's folder: another process, or another part of this one. */
public final class JournalInUseException extends IOException {

    private static final long serialVersionUID = 1L;

    JournalInUseException(final Path directory, final String owner) {
        super("journal " + directory + ": expected a folder that nobody writes to, found one owned by " + owner);
    }
}
