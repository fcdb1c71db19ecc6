package io.flashgate.core;

import io.flashgate.core.snapshot.SnapshotHead;
import io.flashgate.core.snapshot.SnapshotReader;
import io.flashgate.core.snapshot.SnapshotSource;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** A snapshot in memory. Equal if all bytes are. */
public final class Snapshot {

    private final byte[] bytes;

    public Snapshot(final byte[] bytes) {
        this.bytes = bytes;
    }

    public static Snapshot of(final MatchingCore core) {
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        core.writeSnapshot((buffer, offset, length) -> {
            final byte[] piece = new byte[length];
            buffer.getBytes(offset, piece);
            out.write(piece, 0, length);
        });
        return new Snapshot(out.toByteArray());
    }

    /** What was written at some time. */
    public static Snapshot of(final byte[] bytes) {
        return new Snapshot(bytes);
    }

    public byte[] bytes() {
        return bytes;
    }

    public SnapshotHead head() {
        return new SnapshotReader(source()).readHead();
    }

    public MatchingCore restore(final CoreLimits limits) {
        return MatchingCore.restore(source(), limits);
    }

    MatchingCore restore(final CoreLimits limits, final long answerRetentionNanos) {
        return MatchingCore.restore(source(), limits, answerRetentionNanos);
    }

    @Override
    public boolean equals(final Object other) {
        return other instanceof Snapshot snapshot && Arrays.equals(bytes, snapshot.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "Snapshot{" + bytes.length + " bytes, hash=" + hashCode() + '}';
    }

    private SnapshotSource source() {
        final int[] at = new int[1];
        return (buffer, offset, length) -> {
            final int found = Math.min(length, bytes.length - at[0]);
            buffer.putBytes(offset, bytes, at[0], found);
            at[0] += found;
            return found;
        };
    }
}
