package io.flashgate.core.snapshot;

import io.flashgate.core.protocol.snapshot.MessageHeaderDecoder;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Takes one message after another from the source, and checks each before anybody looks at it. */
final class MessageReader {

    private static final int USUAL_BYTES = 64 * 1024;

    /** A message with the largest definition that there can be is far smaller. */
    private static final int MOST_BYTES = 16 * 1024 * 1024;

    private final SnapshotSource source;
    private final CRC32C checksum = new CRC32C();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[USUAL_BYTES]);
    private long messages;
    private long bytes;

    MessageReader(final SnapshotSource source) {
        this.source = source;
    }

    /** Messages so far. */
    long messages() {
        return messages;
    }

    /** Where the message lies, from 0 on. */
    DirectBuffer buffer() {
        return buffer;
    }

    /** Of the message that was read last. */
    MessageHeaderDecoder header() {
        return header;
    }

    /**
     * Reads the next message.
     *
     * @return its template id
     * @throws SnapshotException if it is damaged, ends too early, or is of another schema
     */
    int next() {
        read(0, MessageWriter.PREFIX_BYTES);
        final int length = buffer.getInt(MessageWriter.LENGTH_OFFSET, ByteOrder.LITTLE_ENDIAN);
        final int expected = buffer.getInt(MessageWriter.CHECKSUM_OFFSET, ByteOrder.LITTLE_ENDIAN);
        if (length < MessageHeaderDecoder.ENCODED_LENGTH || length > MOST_BYTES) {
            throw new SnapshotException(at() + "expected a message of " + MessageHeaderDecoder.ENCODED_LENGTH + "–"
                    + MOST_BYTES + " bytes, found " + length);
        }
        checksum.update(buffer.byteArray(), MessageWriter.LENGTH_OFFSET, Integer.BYTES);
        readMessage(length);
        checksum.update(buffer.byteArray(), 0, length);
        if ((int) checksum.getValue() != expected) {
            throw new SnapshotException(
                    at() + "expected checksum=" + hex((int) checksum.getValue()) + ", found=" + hex(expected));
        }
        bytes += MessageWriter.PREFIX_BYTES + length;
        messages++;
        header.wrap(buffer, 0);
        if (header.schemaId() != MessageHeaderDecoder.SCHEMA_ID
                || header.version() > MessageHeaderDecoder.SCHEMA_VERSION) {
            throw new SnapshotException(at() + "expected schema=" + MessageHeaderDecoder.SCHEMA_ID + " version 0–"
                    + MessageHeaderDecoder.SCHEMA_VERSION + ", found schema=" + header.schemaId() + " version="
                    + header.version());
        }
        return header.templateId();
    }

    /**
     * Sees that nothing comes any more.
     *
     * @throws SnapshotException if something does
     */
    void end() {
        if (source.read(buffer, 0, 1) != 0) {
            throw new SnapshotException(at() + "expected the end, found more");
        }
    }

    /** Where the reader stands, for people. */
    String at() {
        return "message " + (messages + 1) + " at byte " + bytes + ": ";
    }

    /** No more room than what is really there: a length may be wrong. */
    private void readMessage(final int length) {
        int done = 0;
        while (done < length) {
            if (done == buffer.capacity()) {
                final byte[] larger = new byte[2 * done];
                buffer.getBytes(0, larger, 0, done);
                buffer.wrap(larger);
            }
            final int piece = Math.min(length, buffer.capacity()) - done;
            read(done, piece);
            done += piece;
        }
    }

    private void read(final int offset, final int length) {
        final int found = source.read(buffer, offset, length);
        if (found < length) {
            throw new SnapshotException(at() + "it ends in the middle");
        }
    }

    private static String hex(final int value) {
        return String.format("%08x", value);
    }
}
