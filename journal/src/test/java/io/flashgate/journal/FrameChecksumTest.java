package io.flashgate.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The checksum of a frame")
class FrameChecksumTest {

    private static final int START = 24;
    private static final int SHORTEST = FrameLayout.CHECKSUM_OFFSET + Integer.BYTES;

    private final ByteBuffer bytes = ByteBuffer.allocateDirect(8_192).order(ByteOrder.LITTLE_ENDIAN);
    private final FrameChecksum checksum = new FrameChecksum();

    @Test
    @DisplayName("is that of all its bytes but the field's, whatever its length, the first time and again")
    void isThatOfAllBytesButTheFields() {
        final Random random = new Random(7);
        for (int round = 0; round < 2; round++) {
            for (int length = SHORTEST; length < 4_500; length += 1 + length / 100) {
                final byte[] frame = new byte[length];
                random.nextBytes(frame);
                bytes.clear().position(START);
                bytes.put(frame).putLong(START, FrameCheck.MAGIC);
                bytes.position(START).get(frame);

                assertEquals(naive(frame), checksum.of(bytes, START, length), "length " + length);
            }
        }
    }

    /** As the schema says it: the field left out. */
    private static long naive(final byte[] frame) {
        final CRC32C crc = new CRC32C();
        crc.update(frame, 0, FrameLayout.CHECKSUM_OFFSET);
        crc.update(frame, SHORTEST, frame.length - SHORTEST);
        return crc.getValue();
    }
}
