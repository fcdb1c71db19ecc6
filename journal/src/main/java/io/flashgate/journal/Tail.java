package io.flashgate.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Where a journal ends, and how its last file is made ready to be written on.
 *
 * <p>Behind the last record may lie what a killed owner had begun, or what a power cut left over. Chronicle expects zeros
 * there, so it is cut off. A power cut may also leave a head that names a newer document than there is; Chronicle would write
 * on behind that one, out of every reader's sight, so the head is set right.
 *
 * @param file           the last one; null: there is none
 * @param cycle          its number
 * @param position       of the last record's document in it; -1: it holds no record
 * @param positionCode   the same position together with the record's place in the file, as Chronicle notes them
 * @param end            where the next document goes
 * @param isSealed       whether it bears its end mark: nothing more goes into it
 * @param sequence       of the journal's last record; 0: there is none
 * @param timestampNanos its stamp
 */
record Tail(
        Path file,
        int cycle,
        long position,
        long positionCode,
        long end,
        boolean isSealed,
        long sequence,
        long timestampNanos) {

    private static final long PAGE_BYTES = 4_096;

    /**
     * @throws JournalException        if the journal does not end with that record
     * @throws JournalDamagedException if its end is damaged
     */
    static Tail find(final Path directory, final long lastSequence, final long lastTimestampNanos) throws IOException {
        try (JournalReader reader = JournalReader.open(directory)) {
            reader.moveTo(lastSequence);
            if (lastSequence > 0 && !(reader.next() && reader.timestampNanos() == lastTimestampNanos)) {
                throw new JournalException("journal " + directory + ": expected a record with sequence=" + lastSequence
                        + " timestampNanos=" + lastTimestampNanos + ", found sequence=" + reader.sequence()
                        + " timestampNanos=" + reader.timestampNanos());
            }
            if (reader.next()) {
                throw new JournalException("journal " + directory + ": expected its end behind sequence=" + lastSequence
                        + ", found sequence=" + reader.sequence());
            }
            final Walk walk = reader.walk();
            final CycleFile file = walk.file();
            if (file == null) {
                return new Tail(null, 0, -1, 0, 0, false, lastSequence, lastTimestampNanos);
            }
            final int shift = Long.numberOfTrailingZeros(walk.rollCycle().toIndex(1, 0));
            return new Tail(
                    file.path(),
                    walk.cycle(),
                    walk.recordPosition(),
                    (walk.recordPosition() << shift) + Math.max(0, walk.ordinal()),
                    walk.position(),
                    file.word(walk.position()) == Walk.END_MARK,
                    lastSequence,
                    lastTimestampNanos);
        }
    }

    /** Cuts off what lies behind the end, and sets the head right. For the folder's owner only. */
    void mend() throws IOException {
        if (file == null || isSealed) {
            return;
        }
        final int headOffset;
        final long committed;
        try (CycleFile head = CycleFile.open(file)) {
            headOffset = head.head().offset(CycleFile.WRITE_POSITION);
            committed = head.writePosition();
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            wipe(channel);
            if (position >= 0 && headOffset >= 0 && committed > position) {
                final ByteBuffer values = ByteBuffer.allocate(2 * Long.BYTES).order(ByteOrder.nativeOrder());
                values.putLong(position).putLong(positionCode).flip();
                channel.write(values, headOffset);
            }
            channel.force(false);
        }
    }

    /** Leaves the word that says that nothing follows, and zeros to the end of its page. */
    private void wipe(final FileChannel channel) throws IOException {
        final long wiped = end + Integer.BYTES + PAGE_BYTES - 1 & -PAGE_BYTES;
        final ByteBuffer zeros = ByteBuffer.allocate((int) (wiped - end));
        while (zeros.hasRemaining()) {
            channel.write(zeros, end + zeros.position());
        }
        channel.truncate(wiped);
    }
}
