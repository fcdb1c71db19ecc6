package io.flashgate.journal;

import io.flashgate.core.order.Outcome;
import io.flashgate.core.protocol.FrameDecoder;
import io.flashgate.core.protocol.MessageHeaderDecoder;
import io.flashgate.core.protocol.MessageHeaderEncoder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.agrona.concurrent.UnsafeBuffer;

/** Tells a record that is what was written from one that is not. No length is trusted before it was checked. Reused. */
final class FrameCheck {

    /** A frame's first eight bytes, its message header, as one number. */
    static final long MAGIC = magic();

    private static final int RESERVED_OFFSET =
            MessageHeaderDecoder.ENCODED_LENGTH + FrameDecoder.reservedEncodingOffset();
    private static final int OUTCOME_OFFSET =
            MessageHeaderDecoder.ENCODED_LENGTH + FrameDecoder.outcomeEncodingOffset();
    private static final int SEQUENCE_OFFSET =
            MessageHeaderDecoder.ENCODED_LENGTH + FrameDecoder.sequenceEncodingOffset();

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final FrameChecksum checksum = new FrameChecksum();

    /**
     * What is wrong with a frame, whatever its sequence.
     *
     * @param bytes  the memory that {@code buffer} wraps; its position and limit are moved
     * @param start  of the frame
     * @param length of the document that it fills, all of it readable, bytes
     * @return null: nothing
     */
    String fault(final UnsafeBuffer buffer, final ByteBuffer bytes, final int start, final int length) {
        if (length < FrameLayout.COMMAND_OFFSET + MessageHeaderDecoder.ENCODED_LENGTH) {
            return "expected a record of at least " + (FrameLayout.COMMAND_OFFSET + MessageHeaderDecoder.ENCODED_LENGTH)
                    + " bytes, found " + length;
        }
        if (buffer.getLong(start, ByteOrder.LITTLE_ENDIAN) != MAGIC) {
            return headerFault(buffer, start);
        }
        final long commandBytes =
                buffer.getInt(start + FrameLayout.COMMAND_LENGTH_OFFSET, ByteOrder.LITTLE_ENDIAN) & 0xFFFF_FFFFL;
        if (commandBytes > FrameLayout.MAX_COMMAND_BYTES
                || FrameLayout.padded(FrameLayout.COMMAND_OFFSET + (int) commandBytes) != length) {
            return "expected a command that fills " + (length - FrameLayout.COMMAND_OFFSET) + " bytes, found one of "
                    + commandBytes;
        }
        final int frameBytes = FrameLayout.COMMAND_OFFSET + (int) commandBytes;
        for (int i = start + frameBytes; i < start + length; i++) {
            if (buffer.getByte(i) != 0) {
                return "expected zeros behind the frame, found 0x" + Integer.toHexString(buffer.getByte(i) & 0xff);
            }
        }
        final long expected = checksum.of(bytes, start, frameBytes);
        final long found = buffer.getInt(start + FrameLayout.CHECKSUM_OFFSET, ByteOrder.LITTLE_ENDIAN) & 0xFFFF_FFFFL;
        if (found != expected) {
            return "expected checksum=0x" + Long.toHexString(expected) + ", found=0x" + Long.toHexString(found);
        }
        return valueFault(buffer, start);
    }

    static long sequence(final UnsafeBuffer buffer, final int start) {
        return buffer.getLong(start + SEQUENCE_OFFSET, ByteOrder.LITTLE_ENDIAN);
    }

    private static String valueFault(final UnsafeBuffer buffer, final int start) {
        final int reserved = buffer.getByte(start + RESERVED_OFFSET);
        if (reserved != 0) {
            return "expected reserved=0, found=" + (reserved & 0xff);
        }
        final int code = buffer.getByte(start + OUTCOME_OFFSET) & 0xff;
        final Outcome outcome = Outcome.findByCode(code);
        if (outcome == null || !outcome.isSequenced()) {
            return "expected the code of a sequenced outcome, found=" + code;
        }
        return null;
    }

    private String headerFault(final UnsafeBuffer buffer, final int start) {
        header.wrap(buffer, start);
        return "expected schemaId=" + FrameDecoder.SCHEMA_ID + " templateId=" + FrameDecoder.TEMPLATE_ID + " version="
                + FrameLayout.VERSION + " blockLength=" + FrameDecoder.BLOCK_LENGTH + ", found schemaId="
                + header.schemaId() + " templateId=" + header.templateId() + " version=" + header.version()
                + " blockLength=" + header.blockLength();
    }

    private static long magic() {
        final UnsafeBuffer bytes = new UnsafeBuffer(new byte[MessageHeaderEncoder.ENCODED_LENGTH]);
        new MessageHeaderEncoder()
                .wrap(bytes, 0)
                .blockLength(FrameDecoder.BLOCK_LENGTH)
                .templateId(FrameDecoder.TEMPLATE_ID)
                .schemaId(FrameDecoder.SCHEMA_ID)
                .version(FrameLayout.VERSION);
        return bytes.getLong(0, ByteOrder.LITTLE_ENDIAN);
    }
}
