package io.flashgate.journal;

import java.io.IOException;

/** Where appended becomes durable. One thread calls it, which need not be the one that appends. */
@FunctionalInterface
public interface Barrier {

    /**
     * Returns when every record whose append happened before this call is as durable as {@link Durability} says.
     *
     * @throws IOException if the disk refused. Fatal: what was appended since the last success may be lost, whatever a later
     *                     call to the system would say, so every call after this one fails too
     */
    void force() throws IOException;
}
