package io.flashgate.journal;

import java.io.EOFException;
import java.io.IOException;
import java.io.StreamCorruptedException;
import java.nio.file.Path;
import java.util.List;
import net.openhft.chronicle.queue.RollCycle;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueStore;

/**
 * What Chronicle wrote for itself at the start of its files. Our readers need none of it, so a journal whose records are all
 * right may still be one that Chronicle cannot write on.
 */
public final class QueueHead {

    private QueueHead() {}

    /**
     * Lets Chronicle read the head of a journal's newest file, as it will when somebody writes on. Changes nothing; works on a
     * live gateway's folder too. A folder without files is right.
     *
     * @throws JournalDamagedException if it cannot
     * @throws IOException             if the folder cannot be read
     */
    public static void check(final Path directory) throws IOException {
        final List<Path> files = JournalFiles.list(directory);
        if (files.isEmpty()) {
            return;
        }
        final Path newest = files.get(files.size() - 1);
        final RollCycle rollCycle = JournalFiles.rollCycle(newest);
        try (SingleChronicleQueue queue = Queues.openToRead(directory, rollCycle)) {
            read(queue, JournalFiles.cycle(rollCycle, newest));
        } catch (final Exception | AssertionError | InternalError refused) {
            throw notUsable(directory, newest, 0, refused);
        }
    }

    /** Whatever Chronicle throws there is its complaint. */
    static void read(final SingleChronicleQueue queue, final int cycle) {
        final SingleChronicleQueueStore store = queue.storeForCycle(cycle, queue.epoch(), false, null);
        if (store != null) {
            queue.closeStore(store);
        }
    }

    /**
     * What to throw after a complaint of Chronicle's.
     *
     * @param file null: there is none
     * @throws IOException if the disk is behind it
     */
    static RuntimeException notUsable(
            final Path directory, final Path file, final long lastSequence, final Throwable complaint)
            throws IOException {
        for (Throwable cause = complaint; cause != null; cause = cause.getCause()) {
            // Chronicle throws the first two for words that it does not understand, declared or not.
            final boolean isAboutWords = cause instanceof StreamCorruptedException || cause instanceof EOFException;
            if (cause instanceof IOException disk && !isAboutWords) {
                throw disk;
            }
        }
        final String found = complaint.toString().lines().findFirst().orElse("nothing said");
        return new JournalDamagedException(
                file == null ? directory.toString() : JournalFiles.name(file),
                0,
                0,
                lastSequence + 1,
                "expected words of Chronicle Queue at the start of this file and of " + Queues.METADATA_FILE
                        + " that it can go on with, found " + found);
    }
}
