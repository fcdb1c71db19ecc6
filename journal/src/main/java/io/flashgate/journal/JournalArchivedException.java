package io.flashgate.journal;

import java.nio.file.Path;

/** A journal whose first files are not in the folder, met by somebody who has to read it from the first record on. */
public final class JournalArchivedException extends JournalException {

    private static final long serialVersionUID = 1L;

    JournalArchivedException(final Path directory, final long firstSequence) {
        super("journal " + directory + " begins with sequence=" + firstSequence
                + " here, and this has to be read from the first record on: put the files that were archived beside it, or"
                + " ask where all of them are");
    }
}
