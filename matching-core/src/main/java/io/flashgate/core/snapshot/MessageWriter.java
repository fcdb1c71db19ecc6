package io.flashgate.core.snapshot;

import io.flashgate.core.protocol.snapshot.MessageHeaderEncoder;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;

/** Puts length and checksum in front of each message, and hands it to the sink. */
final class MessageWriter {

    /** Of a message, in front of it. */
    static final int LENGTH_OFFSET = 0;

    static final int CHECKSUM_OFFSET = 4;
    static final int PREFIX_BYTES = 8;

    private static final int USUAL_BYTES = 64 * 1024;

    private final SnapshotSink sink;
    private final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer(USUAL_BYTES);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final CRC32C checksum = new CRC32C();
    private long messages;

    MessageWriter(final SnapshotSink sink) {
        this.sink = sink;
    }

    /** Where the next message is encoded, from {@link #PREFIX_BYTES} on. */
    MutableDirectBuffer buffer() {
        return buffer;
    }

    /** For the message's header. */
    MessageHeaderEncoder header() {
        return header;
    }

    /** Messages so far. */
    long messages() {
        return messages;
    }

    /**
     * Hands out the message that lies in the buffer.
     *
     * @param bodyLength its length in bytes, without its message header
     */
    void write(final int bodyLength) {
        final int length = MessageHeaderEncoder.ENCODED_LENGTH + bodyLength;
        buffer.putInt(LENGTH_OFFSET, length, ByteOrder.LITTLE_ENDIAN);
        checksum.update(buffer.byteArray(), LENGTH_OFFSET, Integer.BYTES);
        checksum.update(buffer.byteArray(), PREFIX_BYTES, length);
        buffer.putInt(CHECKSUM_OFFSET, (int) checksum.getValue(), ByteOrder.LITTLE_ENDIAN);
        sink.write(buffer, 0, PREFIX_BYTES + length);
        messages++;
    }
}
