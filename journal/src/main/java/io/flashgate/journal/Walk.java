package io.flashgate.journal;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import net.openhft.chronicle.queue.RollCycle;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Walks from document to document, over files, and tells the end from damage.
 *
 * <p>The end is a word of 0, or one that is not complete, with nothing committed behind it. Chronicle notes in a file's head
 * where the newest committed document starts; if that is behind the record read last, the words between are looked through
 * for a good frame. One that is found was committed: then a word was damaged. None: the file was cut off by a power failure
 * before a barrier returned, and nobody was ever told of what is gone.
 */
final class Walk {

    static final int END_MARK = 0xC000_0000;

    private static final int METADATA = 0x4000_0000;
    private static final int LENGTH_MASK = METADATA - 1;
    private static final int WORD_BYTES = Integer.BYTES;

    private static final long FILE_HEADER = event("header");
    private static final long INDEX_PAGE = event("index");
    private static final long INDEX_OF_INDEXES = event("index2index");
    private static final long EVENT_MASK = 0xFFFF_FFFF_FFFFL;

    private final Path directory;
    private final FrameCheck check;
    private final FrameSearch search;

    private CycleFile file;
    private String fileName = "";
    private RollCycle rollCycle;
    private int cycle;
    private long position;
    private long ordinal = -1;
    private long recordPosition = -1;
    private long endSeenAt = -1;
    private long committedSeen = -1;

    Walk(final Path directory, final FrameCheck check) {
        this.directory = directory;
        this.check = check;
        search = new FrameSearch(check);
    }

    /**
     * Moves to the next document with data and checks its frame, all but sequence and stamp.
     *
     * @param expected the sequence that its record should have
     */
    boolean next(final long expected) throws IOException {
        if (file == null && !openNext()) {
            checkNewestFile(expected);
            return false;
        }
        while (true) {
            final int word = file.word(position);
            if (word > 0 && word < METADATA) {
                return onData(word, expected);
            } else if (word >= METADATA) {
                skipMetadata(word & LENGTH_MASK, expected);
            } else if (word == END_MARK) {
                if (!openNext()) {
                    checkNewestFileOnce(expected);
                    return false;
                }
            } else if (isEnd(word, expected)) {
                return false;
            }
        }
    }

    /**
     * Moves to, or a little before, a record.
     *
     * @return the sequence of the record that comes next
     */
    long moveTo(final long sequence) throws IOException {
        final List<Path> files = JournalFiles.list(directory);
        long first = 1;
        int from = 0;
        int to = files.size() - 1;
        while (from < to) {
            final int middle = (from + to + 1) >>> 1;
            final long found = firstSequence(files.get(middle));
            if (found > 0 && found <= sequence) {
                from = middle;
                first = found;
            } else {
                to = middle - 1;
            }
        }
        closeFile();
        if (files.isEmpty()) {
            return first;
        }
        if (from == 0) {
            final long found = firstSequence(files.get(0));
            first = found > 0 ? found : 1;
        }
        open(files.get(from));
        return jump(first, sequence);
    }

    /** The files all of whose records are before this one, oldest first. */
    List<Path> filesBefore(final long sequence) throws IOException {
        final List<Path> files = JournalFiles.list(directory);
        int covered = 0;
        while (covered + 1 < files.size()) {
            final long next = firstSequence(files.get(covered + 1));
            if (next <= 0 || next > sequence) {
                break;
            }
            covered++;
        }
        return files.subList(0, covered);
    }

    JournalDamagedException damage(final long expectedSequence, final String detail) {
        return new JournalDamagedException(fileName, index(), Math.max(0, position()), expectedSequence, detail);
    }

    UnsafeBuffer buffer() {
        return file.buffer();
    }

    /** Where the frame of the record that {@link #next} found lies in {@link #buffer()}. */
    int frameOffset() {
        return file.offset(recordPosition + WORD_BYTES);
    }

    /** Chronicle's index of the record read last. */
    long index() {
        return rollCycle == null ? 0 : rollCycle.toIndex(cycle, Math.max(0, ordinal));
    }

    String fileName() {
        return fileName;
    }

    CycleFile file() {
        return file;
    }

    RollCycle rollCycle() {
        return rollCycle;
    }

    int cycle() {
        return cycle;
    }

    /** Where the next document starts, or will. */
    long position() {
        return position;
    }

    /** Where the document of the record read last starts, if it lies in this file; -1: it does not. */
    long recordPosition() {
        return recordPosition;
    }

    /** Its place in the file, from 0. */
    long ordinal() {
        return ordinal;
    }

    void close() {
        closeFile();
    }

    private boolean onData(final int length, final long expected) {
        ordinal++;
        if (length % WORD_BYTES != 0 || !file.reach(position, WORD_BYTES + (long) length)) {
            throw damage(
                    expected,
                    "expected a record that lies in its file of " + file.size() + " bytes, found one of " + length
                            + " bytes");
        }
        final int start = file.offset(position + WORD_BYTES);
        final String fault = check.fault(file.buffer(), file.bytes(), start, length);
        if (fault != null) {
            if (search.isNeverForced(file, position, length)) {
                ordinal--;
                return false;
            }
            throw damage(expected, fault);
        }
        recordPosition = position;
        position += WORD_BYTES + (long) length;
        return true;
    }

    private void skipMetadata(final int length, final long expected) {
        if (length < Long.BYTES || !file.reach(position, WORD_BYTES + (long) length)) {
            throw damage(expected, "expected a record or a page of the index, found metadata of " + length + " bytes");
        }
        final long event =
                file.buffer().getLong(file.offset(position + WORD_BYTES), ByteOrder.LITTLE_ENDIAN) & EVENT_MASK;
        if (position == 0 ? event != FILE_HEADER : event != INDEX_PAGE && event != INDEX_OF_INDEXES) {
            throw damage(
                    expected, "expected a record or a page of the index, found metadata 0x" + Long.toHexString(event));
        }
        position += WORD_BYTES + (long) FrameLayout.padded(length);
    }

    /** Whether nothing was committed from here on. False: look again. */
    private boolean isEnd(final int word, final long expected) throws IOException {
        // In this order: what was committed before is seen afterwards.
        final long committed = file.writePosition();
        if (file.word(position) != word) {
            return false;
        }
        if (committed + WORD_BYTES > file.size()) {
            throw damage(
                    expected,
                    "expected a file of more than " + (committed + WORD_BYTES) + " bytes, found one of " + file.size());
        }
        if (committed > recordPosition && (committed != committedSeen || position != endSeenAt)) {
            final long from = recordPosition < 0 ? 0 : position - WORD_BYTES;
            final long found = search.findFrame(file, Math.max(0, Math.min(from, position)), expected);
            if (found >= 0 && file.word(position) == word) {
                ordinal++;
                throw damage(
                        expected,
                        "expected the length of a record, found 0x" + Integer.toHexString(word)
                                + " and a record at position=" + found);
            }
            committedSeen = committed;
        } else if (position == 0 && endSeenAt != 0 && search.findFrame(file, 0, expected) >= 0) {
            throw damage(expected, "expected the file's header, found 0x" + Integer.toHexString(word));
        }
        if (endSeenAt != position) {
            endSeenAt = position;
            return !continuesBehind(word, expected);
        }
        return true;
    }

    /** A file whose end mark is missing, but not its last record, is left for the next one. */
    private boolean continuesBehind(final int word, final long expected) throws IOException {
        final Path later = findNext();
        if (later == null) {
            checkNewestFile(expected);
            return false;
        }
        if (file.word(position) != word) {
            return true;
        }
        final long first = firstSequence(later);
        if (first > 0 && first != expected) {
            throw damage(
                    expected,
                    "expected sequence=" + expected + ", found=" + first + " at the start of "
                            + JournalFiles.name(later));
        }
        return first > 0 && openNext();
    }

    private void checkNewestFileOnce(final long expected) throws IOException {
        if (endSeenAt != position) {
            endSeenAt = position;
            checkNewestFile(expected);
        }
    }

    /** Chronicle notes the newest file's cycle once it has made it; a file that is gone was taken away. */
    private void checkNewestFile(final long expected) throws IOException {
        final long newest = JournalFiles.newestCycle(directory);
        final List<Path> files = JournalFiles.list(directory);
        final long found = files.isEmpty()
                ? -1
                : JournalFiles.cycle(JournalFiles.rollCycle(files.get(0)), files.get(files.size() - 1));
        if (newest >= 0 && newest < Integer.MAX_VALUE && newest > found) {
            throw damage(expected, "expected a file of cycle=" + newest + " as the newest one, found cycle=" + found);
        }
    }

    /** Of the last record, as the newest file with a record notes it; 0: there is none. */
    long lastSequenceHint() throws IOException {
        final List<Path> files = JournalFiles.list(directory);
        for (int i = files.size() - 1; i >= 0; i--) {
            final long first = firstSequence(files.get(i));
            if (first > 0) {
                try (CycleFile newest = CycleFile.open(files.get(i))) {
                    return first + newest.lastOrdinalHint(JournalFiles.rollCycle(files.get(i)));
                }
            }
        }
        return 0;
    }

    /** The sequence of a file's first record; 0: it has none. */
    private long firstSequence(final Path path) throws IOException {
        final Walk other = new Walk(directory, check);
        try {
            other.open(path);
            int word = other.file.word(other.position);
            while (word >= METADATA) {
                other.skipMetadata(word & LENGTH_MASK, 0);
                word = other.file.word(other.position);
            }
            if (word <= 0 || !other.onData(word, 0)) {
                return 0;
            }
            return FrameCheck.sequence(other.buffer(), other.frameOffset());
        } finally {
            other.close();
        }
    }

    /** Goes to the last record at or before the wanted one that Chronicle's index knows, if a good one is there. */
    private long jump(final long first, final long sequence) {
        final int spacing = rollCycle.defaultIndexSpacing();
        final long target = (sequence - first) / spacing * spacing;
        if (target > 0) {
            final long at = file.indexedPosition(target, spacing, rollCycle.defaultIndexCount());
            if (at > 0
                    && at % WORD_BYTES == 0
                    && file.reach(at, WORD_BYTES + FrameLayout.COMMAND_OFFSET)
                    && FrameCheck.sequence(file.buffer(), file.offset(at + WORD_BYTES)) == first + target
                    && search.isGoodFrame(file, at)) {
                position = at;
                ordinal = target - 1;
                return first + target;
            }
        }
        return first;
    }

    private boolean openNext() throws IOException {
        final Path next = findNext();
        if (next == null) {
            return false;
        }
        closeFile();
        open(next);
        return true;
    }

    private Path findNext() throws IOException {
        for (final Path candidate : JournalFiles.list(directory)) {
            if (JournalFiles.name(candidate).compareTo(fileName) > 0) {
                return candidate;
            }
        }
        return null;
    }

    private void open(final Path path) throws IOException {
        if (rollCycle == null) {
            rollCycle = JournalFiles.rollCycle(path);
        }
        file = CycleFile.open(path);
        fileName = JournalFiles.name(path);
        cycle = JournalFiles.cycle(rollCycle, path);
        position = 0;
        ordinal = -1;
        recordPosition = -1;
        endSeenAt = -1;
        committedSeen = -1;
    }

    private void closeFile() {
        if (file != null) {
            file.close();
            file = null;
        }
    }

    /** The first bytes of a metadata document: an event's name, its length before it. */
    private static long event(final String name) {
        long bytes = 0xb9 | (long) name.length() << 8;
        for (int i = 0; i < 4; i++) {
            bytes |= (long) name.charAt(i) << 8 * (i + 2);
        }
        return bytes;
    }
}
