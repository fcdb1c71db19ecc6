package io.flashgate.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import net.openhft.chronicle.queue.RollCycle;
import net.openhft.chronicle.queue.impl.TableStore;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.queue.impl.single.TableStoreWriteLock;
import net.openhft.chronicle.queue.impl.table.Metadata;
import net.openhft.chronicle.queue.impl.table.SingleTableBuilder;
import net.openhft.chronicle.threads.BusyTimedPauser;

/** How we open Chronicle's queues. */
final class Queues {

    static final String SUFFIX = SingleChronicleQueue.SUFFIX;
    static final String METADATA_FILE = SingleChronicleQueue.QUEUE_METADATA_FILE;

    /** More than what a page of Chronicle's index takes beside its entries. */
    static final int INDEX_PAGE_OVERHEAD_BYTES = 128;

    /** Mapped at a time; a quarter of it again is mapped as overlap, which is where the longest record must fit in. */
    private static final long BLOCK_BYTES = 64L << 20;

    private static final String WRITE_LOCK_KEY = "chronicle.write.lock";

    private Queues() {}

    /** Opens a queue whose folder is owned. */
    static SingleChronicleQueue openToWrite(final Path directory, final RollCycle rollCycle, final QueueClock clock) {
        forceLocksOpen(directory);
        return SingleChronicleQueueBuilder.binary(directory)
                .rollCycle(rollCycle)
                .blockSize(BLOCK_BYTES)
                .timeProvider(clock)
                .doubleBuffer(false)
                .checkInterrupts(false)
                .build();
    }

    /** Opens a queue to look at its files; nothing is written. */
    static SingleChronicleQueue openToRead(final Path directory, final RollCycle rollCycle) {
        return SingleChronicleQueueBuilder.binary(directory)
                .rollCycle(rollCycle)
                .readOnly(true)
                .blockSize(BLOCK_BYTES)
                .doubleBuffer(false)
                .build();
    }

    /**
     * A power cut may leave nothing of a file but its name, and Chronicle takes that for one that somebody is about to write.
     * What stands in it is found again from the other files. For the folder's owner only.
     */
    static void deleteUnwrittenMetadata(final Path directory) throws IOException {
        final Path metadata = directory.resolve(METADATA_FILE);
        if (!Files.exists(metadata)) {
            return;
        }
        try (FileChannel channel = FileChannel.open(metadata, StandardOpenOption.READ)) {
            final ByteBuffer word = ByteBuffer.allocate(Integer.BYTES);
            while (word.hasRemaining() && channel.read(word, word.position()) >= 0) {
                // A file may be shorter than a word.
            }
            if (word.position() == Integer.BYTES && word.getInt(0) != 0) {
                return;
            }
        }
        Files.delete(metadata);
    }

    /** Chronicle judges its locks by pids, and a dead owner's pid may be alive again. */
    private static void forceLocksOpen(final Path directory) {
        final Path metadata = directory.resolve(METADATA_FILE);
        if (!Files.exists(metadata)) {
            return;
        }
        SingleChronicleQueueBuilder.addAliases();
        try (TableStore<Metadata.NoMeta> store = SingleTableBuilder.binary(metadata, Metadata.NoMeta.INSTANCE)
                .readOnly(false)
                .build()) {
            forceOpen(store, WRITE_LOCK_KEY);
            forceOpen(store, TableStoreWriteLock.APPEND_LOCK_KEY);
        }
    }

    private static void forceOpen(final TableStore<?> store, final String key) {
        try (OwnedLock lock = new OwnedLock(store, key)) {
            lock.open();
        }
    }

    /** Chronicle's own way of forcing a lock is a warning with a stack trace; a restart after a kill is not worth one. */
    private static final class OwnedLock extends TableStoreWriteLock {

        OwnedLock(final TableStore<?> store, final String key) {
            super(store, BusyTimedPauser::new, 0L, key);
        }

        void open() {
            lock.setVolatileValue(UNLOCKED);
        }
    }
}
