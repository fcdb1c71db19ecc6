package io.flashgate.journal.snapshot;

import io.flashgate.core.CoreLimits;
import io.flashgate.core.MatchingCore;
import io.flashgate.core.snapshot.SnapshotException;
import io.flashgate.core.snapshot.SnapshotHead;
import io.flashgate.core.snapshot.SnapshotReader;
import io.flashgate.core.snapshot.SnapshotSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A snapshot's file, whatever is in it.
 *
 * @param path     where it is
 * @param sequence that its name says
 */
public record SnapshotFile(Path path, long sequence) {

    static final String TEMPORARY_SUFFIX = ".tmp";
    private static final String ASIDE_SUFFIX = ".bad";
    private static final String SUFFIX = ".fgs";

    /** Nineteen digits; none of these is larger than the largest sequence. */
    private static final Pattern NAME = Pattern.compile("snapshot-([0-8]\\d{18})\\.fgs");

    private static final int READ_BYTES = 256 * 1024;

    /** The file of a sequence, which need not be there. */
    static SnapshotFile of(final Path directory, final long sequence) {
        return new SnapshotFile(directory.resolve(String.format("snapshot-%019d", sequence) + SUFFIX), sequence);
    }

    /**
     * All in a folder, the newest first.
     *
     * @throws IOException if the folder cannot be read
     */
    public static List<SnapshotFile> list(final Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(SnapshotFile::find)
                    .filter(Objects::nonNull)
                    .sorted(Comparator.comparingLong(SnapshotFile::sequence).reversed())
                    .toList();
        }
    }

    /** All that were being written when their owner ended. */
    static List<Path> listTemporary(final Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().endsWith(SUFFIX + TEMPORARY_SUFFIX))
                    .toList();
        }
    }

    /** Under which it is kept when it is of no use. */
    Path asidePath() {
        return path.resolveSibling(path.getFileName() + ASIDE_SUFFIX);
    }

    /** Under which it is written. */
    Path temporaryPath() {
        return path.resolveSibling(path.getFileName() + TEMPORARY_SUFFIX);
    }

    /**
     * Reads its head alone; the rest may still be damaged.
     *
     * @throws SnapshotException if it is damaged
     * @throws IOException       if it cannot be read
     */
    public SnapshotHead readHead() throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            return requireName(new SnapshotReader(source(channel, SnapshotPace.unlimited())).readHead());
        } catch (final UncheckedIOException failed) {
            throw failed.getCause();
        }
    }

    /**
     * Restores a core.
     *
     * @throws SnapshotException        if it is damaged
     * @throws IllegalArgumentException if it does not fit into the limits
     * @throws IOException              if it cannot be read
     */
    public MatchingCore restore(final CoreLimits limits) throws IOException {
        final MatchingCore core = new MatchingCore(limits);
        restoreInto(core, SnapshotPace.unlimited());
        return core;
    }

    /** As {@link #restore}, into an empty core, and at a pace. */
    void restoreInto(final MatchingCore core, final SnapshotPace pace) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            core.restoreFrom(source(channel, pace));
            if (core.sequence() != sequence) {
                throw nameDiffers(core.sequence());
            }
        } catch (final UncheckedIOException failed) {
            throw failed.getCause();
        }
    }

    private SnapshotHead requireName(final SnapshotHead head) {
        if (head.sequence() != sequence) {
            throw nameDiffers(head.sequence());
        }
        try {
            new CoreLimits(1, 1, 1, 1).withRoomFor(head);
        } catch (final IllegalArgumentException tooMuch) {
            throw new SnapshotException("expected no more than a core can hold, found " + head, tooMuch);
        }
        return head;
    }

    private SnapshotException nameDiffers(final long found) {
        return new SnapshotException("its name says sequence=" + sequence + ", found=" + found);
    }

    private static SnapshotFile find(final Path path) {
        final Matcher name = NAME.matcher(path.getFileName().toString());
        return name.matches() ? new SnapshotFile(path, Long.parseLong(name.group(1))) : null;
    }

    /** Large pieces from the file, small ones to the reader. */
    private static SnapshotSource source(final FileChannel channel, final SnapshotPace pace) {
        final ByteBuffer piece = ByteBuffer.allocateDirect(READ_BYTES).limit(0);
        return (buffer, offset, length) -> {
            int done = 0;
            while (done < length) {
                if (!piece.hasRemaining()) {
                    pace.onSlice();
                    if (!refill(channel, piece)) {
                        return done;
                    }
                }
                final int part = Math.min(length - done, piece.remaining());
                buffer.putBytes(offset + done, piece, piece.position(), part);
                piece.position(piece.position() + part);
                done += part;
            }
            return done;
        };
    }

    private static boolean refill(final FileChannel channel, final ByteBuffer piece) {
        try {
            final int found = channel.read(piece.clear());
            piece.flip();
            return found > 0;
        } catch (final IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
