package io.flashgate.journal;

/** What a decision waits for before its answer may leave. */
public enum Durability {
    /** The record is on the disk: it outlives a power cut. */
    FSYNC,
    /** The record is in the operating system's page cache: it outlives the process, not a power cut. */
    OS
}
