package io.flashgate.bench.control;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Always makes the next segment while the current one is written, on a thread of its own. Appending thread only. */
final class SegmentSupply {

    private static final long CLOSE_SECONDS = 10;

    private final Path directory;
    private final int segmentBytes;
    private final boolean writesAhead;
    private final ExecutorService maker = Executors.newSingleThreadExecutor(task -> {
        final Thread thread = new Thread(task, "segment-supply");
        thread.setDaemon(true);
        return thread;
    });
    private int number;
    private Future<Segment> next;

    /**
     * @param number of the first segment that is wanted
     */
    SegmentSupply(final Path directory, final SegmentOptions options, final int number) {
        this.directory = directory;
        segmentBytes = options.segmentBytes();
        writesAhead = options.writesAhead();
        this.number = number;
        next = make(number);
    }

    /**
     * The next segment; waits if it is still being made.
     *
     * @return null: the disk has no room for it. The next call tries again
     * @throws IOException if the disk failed
     */
    Segment take() throws IOException {
        final Segment made = await();
        if (made != null) {
            number++;
        }
        next = make(number);
        return made;
    }

    /** Ends the thread; a segment that nobody took is deleted. */
    void close() throws IOException {
        maker.shutdown();
        final Segment unused = await();
        if (unused != null) {
            unused.unmap();
            unused.channel().close();
            Files.delete(unused.file());
        }
        try {
            maker.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (final InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private Future<Segment> make(final int wanted) {
        return maker.submit(() -> Segment.create(directory, wanted, segmentBytes, writesAhead));
    }

    private Segment await() throws IOException {
        try {
            return next.get();
        } catch (final InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for a segment", interrupted);
        } catch (final ExecutionException failed) {
            throw new IOException("the next segment could not be made: " + failed.getCause(), failed.getCause());
        }
    }
}
