package io.flashgate.journal.report;

import io.flashgate.core.table.IdTable;
import java.nio.charset.StandardCharsets;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Numbers ids from 0 in the order in which they came, as many as come. One thread. */
final class Names {

    private static final int FIRST = 8;

    private final byte[] scratch = new byte[IdTable.MAX_BYTES];
    private IdTable ids = new IdTable(FIRST);

    int size() {
        return ids.size();
    }

    /** The number of an id, or -1. */
    int find(final DirectBuffer buffer, final int offset, final int length) {
        return ids.find(buffer, offset, length);
    }

    /** Numbers an id that is not there yet. */
    int add(final DirectBuffer buffer, final int offset, final int length) {
        if (ids.isFull()) {
            ids = copy(2 * ids.size());
        }
        return ids.add(buffer, offset, length);
    }

    int add(final String id) {
        final UnsafeBuffer ascii = new UnsafeBuffer(id.getBytes(StandardCharsets.US_ASCII));
        return add(ascii, 0, ascii.capacity());
    }

    String name(final int number) {
        ids.copy(number, scratch);
        return new String(scratch, 0, ids.length(number), StandardCharsets.US_ASCII);
    }

    private IdTable copy(final int capacity) {
        final IdTable larger = new IdTable(capacity);
        final UnsafeBuffer id = new UnsafeBuffer(scratch);
        for (int number = 0; number < ids.size(); number++) {
            ids.copy(number, scratch);
            larger.add(id, 0, ids.length(number));
        }
        return larger;
    }
}
