package io.flashgate.journal;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * CRC32C over a frame, its checksum field taken as left out. Reused; allocates nothing. One thread.
 *
 * <p>A frame's first eight bytes, those before the field, are the same in every frame. So the checksum is taken in one go over
 * what is behind the field, and what the eight bytes would have added is put in afterwards: CRCs are linear, and their share
 * depends on nothing but how many bytes follow. It is worked out once for each length of a short frame.
 */
final class FrameChecksum {

    /** Longest rest of a frame whose share is kept. */
    private static final int KEPT_MAX_BYTES = 2_048;

    private final CRC32C crc = new CRC32C();
    private final long[] shares = new long[KEPT_MAX_BYTES + 1];

    FrameChecksum() {
        Arrays.fill(shares, -1);
    }

    /**
     * The checksum of a frame whose first eight bytes are {@link FrameCheck#MAGIC}. Moves the buffer's position and limit.
     *
     * @param bytes      direct memory
     * @param frameBytes length of the frame, its checksum field included
     */
    long of(final ByteBuffer bytes, final int start, final int frameBytes) {
        final int from = start + FrameLayout.CHECKSUM_OFFSET + Integer.BYTES;
        final int restBytes = start + frameBytes - from;
        if (restBytes > KEPT_MAX_BYTES) {
            return inTwoParts(bytes, start, frameBytes);
        }
        crc.reset();
        bytes.limit(from + restBytes).position(from);
        crc.update(bytes);
        return crc.getValue() ^ share(restBytes);
    }

    private long inTwoParts(final ByteBuffer bytes, final int start, final int frameBytes) {
        crc.reset();
        bytes.limit(start + FrameLayout.CHECKSUM_OFFSET).position(start);
        crc.update(bytes);
        bytes.limit(start + frameBytes).position(start + FrameLayout.CHECKSUM_OFFSET + Integer.BYTES);
        crc.update(bytes);
        return crc.getValue();
    }

    private long share(final int restBytes) {
        final long kept = shares[restBytes];
        if (kept >= 0) {
            return kept;
        }
        crc.reset();
        addZeros(restBytes);
        final long without = crc.getValue();
        crc.reset();
        for (int i = 0; i < FrameLayout.CHECKSUM_OFFSET; i++) {
            crc.update((int) (FrameCheck.MAGIC >>> i * Byte.SIZE));
        }
        addZeros(restBytes);
        shares[restBytes] = crc.getValue() ^ without;
        return shares[restBytes];
    }

    private void addZeros(final int count) {
        for (int i = 0; i < count; i++) {
            crc.update(0);
        }
    }
}
