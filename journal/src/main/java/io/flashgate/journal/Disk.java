package io.flashgate.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/** What the writer asks of the disk beside mapped memory, apart so that a test can count it, or let it fail. */
interface Disk {

    /** An open file or folder that can be forced. */
    interface Forcible extends Closeable {

        /** Returns when everything written to it is on the disk. */
        void force() throws IOException;
    }

    Forcible openFile(Path file) throws IOException;

    Forcible openDirectory(Path directory) throws IOException;

    /** Bytes that this process may still take on the folder's disk. */
    long usableBytes(Path directory) throws IOException;

    /**
     * Really allocates the blocks of a part of a file, and brings its pages into memory; what is there already stays. Nobody
     * else writes to that part meanwhile.
     *
     * @return false: there is no room
     * @throws IOException if the file cannot be opened, or the disk fails
     */
    boolean allocate(Path file, long fromBytes, long lengthBytes) throws IOException;
}
