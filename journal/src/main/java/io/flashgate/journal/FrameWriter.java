package io.flashgate.journal;

import io.flashgate.core.order.Decision;
import io.flashgate.core.protocol.FrameEncoder;
import io.flashgate.core.protocol.MessageHeaderEncoder;
import java.nio.ByteBuffer;
import net.openhft.chronicle.bytes.Bytes;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Puts a record together in a buffer of its own: there the checksum is taken over direct memory, and one copy brings the
 * record into the file whole. Reused; allocates nothing.
 */
final class FrameWriter {

    private final ByteBuffer bytes = ByteBuffer.allocateDirect(FrameLayout.MAX_DOCUMENT_BYTES);
    private final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
    private final Bytes<ByteBuffer> source = Bytes.wrapForWrite(bytes);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final FrameEncoder encoder = new FrameEncoder();
    private final FrameChecksum checksum = new FrameChecksum();

    FrameWriter() {
        // One thread at a time, but not always the same, as with the appender. Chronicle looks only under -ea.
        source.singleThreadedCheckDisabled(true);
    }

    /** What a record with such a command takes in the file, padding included. */
    static int documentBytes(final int commandBytes) {
        return FrameLayout.padded(FrameLayout.COMMAND_OFFSET + commandBytes);
    }

    /**
     * Encodes a record at the start of {@link #bytes}.
     *
     * @return its length in bytes, padding included
     * @throws JournalException if the command is longer than a record can hold, or was not sequenced
     */
    int encode(
            final long sequence,
            final long timestampNanos,
            final int rulesVersion,
            final DirectBuffer command,
            final int offset,
            final int length,
            final Decision decision,
            final long stateDigest) {
        if (length < MessageHeaderEncoder.ENCODED_LENGTH || length > FrameLayout.MAX_COMMAND_BYTES) {
            throw new JournalException(
                    "sequence=" + sequence + ": expected a command of " + MessageHeaderEncoder.ENCODED_LENGTH + "–"
                            + FrameLayout.MAX_COMMAND_BYTES + " bytes, found " + length);
        }
        if (decision.outcome() == null || !decision.outcome().isSequenced()) {
            throw new JournalException(
                    "sequence=" + sequence + ": expected a sequenced outcome, found " + decision.outcome());
        }
        encoder.wrapAndApplyHeader(buffer, 0, header)
                .rulesVersion(rulesVersion)
                .outcome((short) decision.outcome().code())
                .reserved((short) 0)
                .sequence(sequence)
                .timestampNanos(timestampNanos)
                .orderNumber(decision.orderNumber())
                .units(decision.units())
                .stateDigest(stateDigest)
                .putCommand(command, offset, length);
        header.version(FrameLayout.VERSION);
        final int frameBytes = FrameLayout.COMMAND_OFFSET + length;
        // A word of zeros; the next record, or the frame's own end, leaves none of it over.
        buffer.putInt(frameBytes, 0);
        encoder.checksum(checksum.of(bytes, 0, frameBytes));
        return FrameLayout.padded(frameBytes);
    }

    /** The first bytes of what was encoded, as Chronicle takes them. */
    Bytes<?> bytes(final int length) {
        return source.readPositionRemaining(0, length);
    }
}
