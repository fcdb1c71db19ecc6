package io.flashgate.journal;

import io.flashgate.core.protocol.FrameEncoder;
import io.flashgate.core.protocol.MessageHeaderEncoder;
import io.flashgate.core.sale.SaleDefinition;

/** Where what stands in a frame, in bytes from its start. */
final class FrameLayout {

    /** The schema has gone on since; the frame has not, and says so whoever writes it. */
    static final int VERSION = 0;

    static final int CHECKSUM_OFFSET = MessageHeaderEncoder.ENCODED_LENGTH + FrameEncoder.checksumEncodingOffset();
    static final int COMMAND_LENGTH_OFFSET = MessageHeaderEncoder.ENCODED_LENGTH + FrameEncoder.BLOCK_LENGTH;
    static final int COMMAND_OFFSET = COMMAND_LENGTH_OFFSET + FrameEncoder.commandHeaderLength();

    /** The longest command there is: a sale with the most items and groups, with the longest of names. */
    static final int MAX_COMMAND_BYTES = SaleDefinition.MAX_ENCODED_BYTES;

    static final int MAX_DOCUMENT_BYTES = padded(COMMAND_OFFSET + MAX_COMMAND_BYTES) + Integer.BYTES;

    private static final int WORD_MASK = Integer.BYTES - 1;

    private FrameLayout() {}

    /** A document ends on a whole word. */
    static int padded(final int frameBytes) {
        return frameBytes + WORD_MASK & ~WORD_MASK;
    }
}
