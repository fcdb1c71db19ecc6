package io.flashgate.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** The real disk, but it notes what was forced, has as much room as it is told, and fails when it is told. */
final class FakeDisk implements Disk {

    final List<String> forced = new ArrayList<>();
    volatile long usableBytes = Long.MAX_VALUE;
    volatile long allocatedBytes;
    volatile boolean isFull;
    volatile boolean failsToForce;

    /** Not null: nothing is allocated until it comes to zero. */
    volatile CountDownLatch held;

    /** Whether somebody waits for that. */
    volatile boolean isWaitedFor;

    private final Disk real = new SystemDisk(Durability.FSYNC);

    @Override
    public Forcible openFile(final Path file) throws IOException {
        return note(real.openFile(file), file.getFileName().toString());
    }

    @Override
    public Forcible openDirectory(final Path directory) throws IOException {
        return note(real.openDirectory(directory), "folder");
    }

    @Override
    public long usableBytes(final Path directory) {
        return usableBytes;
    }

    @Override
    public boolean allocate(final Path file, final long fromBytes, final long lengthBytes) throws IOException {
        if (isFull) {
            return false;
        }
        awaitRelease();
        allocatedBytes += lengthBytes;
        return real.allocate(file, fromBytes, lengthBytes);
    }

    private void awaitRelease() throws IOException {
        final CountDownLatch release = held;
        if (release != null) {
            isWaitedFor = true;
            try {
                release.await();
            } catch (final InterruptedException interrupted) {
                throw new IOException("interrupted", interrupted);
            }
        }
    }

    private Forcible note(final Forcible opened, final String name) {
        return new Forcible() {
            @Override
            public void force() throws IOException {
                if (failsToForce) {
                    throw new IOException("Input/output error");
                }
                forced.add(name);
                opened.force();
            }

            @Override
            public void close() throws IOException {
                opened.close();
            }
        };
    }
}
