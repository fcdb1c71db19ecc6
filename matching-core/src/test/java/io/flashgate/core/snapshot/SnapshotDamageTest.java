package io.flashgate.core.snapshot;

import static io.flashgate.core.Shop.SMALL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flashgate.core.Snapshot;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A snapshot that is not what was written")
class SnapshotDamageTest {

    private final Snapshot good = Snapshot.of(SmallWorld.open(SMALL).core());

    @Test
    @DisplayName("is found out, wherever it was cut off")
    void everyTruncation() {
        for (int length = 0; length < good.bytes().length; length++) {
            final Snapshot cut = new Snapshot(Arrays.copyOf(good.bytes(), length));
            final SnapshotException found =
                    assertThrows(SnapshotException.class, () -> cut.restore(SMALL), "cut to " + length);
            assertTrue(found.getMessage().contains("it ends in the middle"), found.getMessage());
        }
    }

    @Test
    @DisplayName("is found out, whichever bit was flipped")
    void everyBit() {
        for (int bit = 0; bit < good.bytes().length * Byte.SIZE; bit++) {
            final byte[] bytes = good.bytes().clone();
            bytes[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            assertThrows(SnapshotException.class, () -> new Snapshot(bytes).restore(SMALL), "bit " + bit);
        }
    }

    @Test
    @DisplayName("is found out if something comes behind its end, or a message comes twice or is left out")
    void moreOrLess() {
        final byte[] bytes = good.bytes();
        final int first = messageBytes(bytes, 0);
        final int second = messageBytes(bytes, first);

        assertThrows(
                SnapshotException.class, () -> new Snapshot(Arrays.copyOf(bytes, bytes.length + 1)).restore(SMALL));
        assertThrows(
                SnapshotException.class,
                () -> joined(bytes, first + second, first).restore(SMALL));
        assertThrows(
                SnapshotException.class,
                () -> joined(bytes, first, first + second).restore(SMALL));
        assertEquals(good, joined(bytes, first, first));
    }

    /** The beginning up to one place, and the rest from another. */
    private static Snapshot joined(final byte[] bytes, final int until, final int from) {
        final byte[] joined = Arrays.copyOf(bytes, until + bytes.length - from);
        System.arraycopy(bytes, from, joined, until, bytes.length - from);
        return new Snapshot(joined);
    }

    private static int messageBytes(final byte[] bytes, final int at) {
        return MessageWriter.PREFIX_BYTES
                + (bytes[at] & 0xff)
                + ((bytes[at + 1] & 0xff) << 8)
                + ((bytes[at + 2] & 0xff) << 16);
    }
}
