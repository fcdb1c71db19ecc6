package io.flashgate.core.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A table of ids")
class IdTableTest {

    private static final int STRANGER_BYTES = 8;

    @Test
    @DisplayName("tells ids of every length apart that differ in one byte only, wherever it is, and gives them back")
    void tellsApart() {
        final List<byte[]> ids = new ArrayList<>();
        for (int length = 0; length <= IdTable.MAX_BYTES; length++) {
            ids.add(id(length));
            for (int different = 0; different < length; different++) {
                final byte[] id = id(length);
                id[different] ^= (byte) 0x80;
                ids.add(id);
            }
        }
        final IdTable table = new IdTable(ids.size());
        for (int number = 0; number < ids.size(); number++) {
            assertEquals(-1, find(table, ids.get(number)));
            assertEquals(number, table.add(inside(ids.get(number)), STRANGER_BYTES, ids.get(number).length));
        }

        for (int number = 0; number < ids.size(); number++) {
            final byte[] id = ids.get(number);
            assertEquals(number, find(table, id));
            assertEquals(id.length, table.length(number));
            final byte[] copy = new byte[IdTable.MAX_BYTES];
            table.copy(number, copy);
            assertArrayEquals(id, Arrays.copyOf(copy, id.length));
        }
    }

    @Test
    @DisplayName("knows no id that is longer than any, and takes none")
    void tooLong() {
        final IdTable table = new IdTable(2);
        final byte[] longest = id(IdTable.MAX_BYTES);
        table.add(inside(longest), STRANGER_BYTES, longest.length);
        final byte[] longer = id(IdTable.MAX_BYTES + 1);

        assertEquals(-1, find(table, longer));
        assertThrows(IllegalArgumentException.class, () -> table.add(inside(longer), STRANGER_BYTES, longer.length));
    }

    private static int find(final IdTable table, final byte[] id) {
        return table.find(inside(id), STRANGER_BYTES, id.length);
    }

    /** All of one letter, so that nothing but its length and its one other byte tells an id from another. */
    private static byte[] id(final int length) {
        final byte[] id = new byte[length];
        Arrays.fill(id, (byte) 'a');
        return id;
    }

    /** The id with strangers before and behind it, other ones each time. */
    private static UnsafeBuffer inside(final byte[] id) {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[id.length + 2 * STRANGER_BYTES]);
        buffer.setMemory(0, buffer.capacity(), (byte) ('b' + id.length % 7));
        buffer.putBytes(STRANGER_BYTES, id);
        return buffer;
    }
}
