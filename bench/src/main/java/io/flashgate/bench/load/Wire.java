package io.flashgate.bench.load;

import java.io.IOException;
import java.nio.ByteBuffer;

/** One non-blocking socket. For the thread of its poller. */
interface Wire {

    /** @throws IOException if the connection could not be made */
    void finishConnect() throws IOException;

    /** Also asks to be told when it can be written; or no more. Reading is always told. */
    void wantWritable(boolean wanted) throws IOException;

    /** Reads into a direct buffer from its position on: how many bytes; negative: nothing more will come. */
    int read(ByteBuffer into) throws IOException;

    /** Writes what the system takes of a direct buffer, which then stands behind it. */
    void write(ByteBuffer from) throws IOException;

    /** Never fails. */
    void close();
}
