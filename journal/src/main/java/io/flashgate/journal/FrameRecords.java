package io.flashgate.journal;

import io.flashgate.core.order.Outcome;
import io.flashgate.core.protocol.FrameDecoder;
import io.flashgate.core.protocol.MessageHeaderDecoder;
import org.agrona.DirectBuffer;

/**
 * Records that lie in memory as the frames that {@link FrameWriter} encodes: whoever finds the frames says where the one is that
 * it stands on, and what is in it is read here. Checks nothing. One thread; allocates nothing.
 */
public abstract class FrameRecords implements JournalRecords {

    private final FrameDecoder frame = new FrameDecoder();
    private DirectBuffer buffer;
    private int commandOffset;
    private int commandLength;

    /**
     * From now on the record is the one whose frame begins here.
     *
     * @param start of the frame, which is whole
     */
    protected final void standOn(final DirectBuffer bytes, final int start) {
        buffer = bytes;
        frame.wrap(bytes, start + MessageHeaderDecoder.ENCODED_LENGTH, FrameDecoder.BLOCK_LENGTH, FrameLayout.VERSION);
        commandOffset = start + FrameLayout.COMMAND_OFFSET;
        commandLength = frame.commandLength();
    }

    @Override
    public long sequence() {
        return frame.sequence();
    }

    @Override
    public long timestampNanos() {
        return frame.timestampNanos();
    }

    @Override
    public final int rulesVersion() {
        return frame.rulesVersion();
    }

    @Override
    public final Outcome outcome() {
        return Outcome.findByCode(frame.outcome());
    }

    @Override
    public final long orderNumber() {
        return frame.orderNumber();
    }

    @Override
    public final long units() {
        return frame.units();
    }

    @Override
    public final long stateDigest() {
        return frame.stateDigest();
    }

    @Override
    public final DirectBuffer command() {
        return buffer;
    }

    @Override
    public final int commandOffset() {
        return commandOffset;
    }

    @Override
    public final int commandLength() {
        return commandLength;
    }
}
