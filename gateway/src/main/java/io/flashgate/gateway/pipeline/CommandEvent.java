package io.flashgate.gateway.pipeline;

import io.flashgate.core.Commands;
import io.flashgate.core.order.Decision;
import io.flashgate.gateway.egress.Exchange;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One slot of the ring: a command on its way in, its decision on the way out. Allocated once, with the ring.
 *
 * <p>Written by the producer that claimed it, then by the sequencer, then read by the committer; the ring orders them.
 */
final class CommandEvent {

    private final UnsafeBuffer inline = new UnsafeBuffer(
            ByteBuffer.allocateDirect(Commands.MAX_PURCHASE_BYTES).order(ByteOrder.LITTLE_ENDIAN));
    private final Decision decision = new Decision();

    private DirectBuffer command;
    private int commandLength;
    private Exchange exchange;

    private long decidedNanos;
    private boolean refused;
    private boolean journaled;
    private int due;

    /** Producer: a small command, copied into the slot's own memory. */
    void set(final Exchange replyTo, final DirectBuffer source, final int length) {
        if (length <= inline.capacity()) {
            inline.putBytes(0, source, 0, length);
            command = inline;
        } else {
            // A sale's definition: rare, so its producer makes a buffer of its own for it and does not reuse that.
            command = source;
        }
        commandLength = length;
        exchange = replyTo;
    }

    /** Producer: no command, only a look at the clock. */
    void setTimer() {
        command = null;
        commandLength = 0;
        exchange = null;
    }

    boolean isTimer() {
        return command == null;
    }

    DirectBuffer command() {
        return command;
    }

    int commandLength() {
        return commandLength;
    }

    /** Null: nobody waits for the outcome. */
    Exchange exchange() {
        return exchange;
    }

    Decision decision() {
        return decision;
    }

    /**
     * Sequencer, first of all: forgets what the slot carried before.
     *
     * @param nowNanos by {@link System#nanoTime()}, for the telemetry only
     */
    void begin(final long nowNanos) {
        decidedNanos = nowNanos;
        refused = false;
        journaled = false;
        due = 0;
        decision.reset();
    }

    /** When it was decided, or a moment earlier, by {@link System#nanoTime()}. */
    long decidedNanos() {
        return decidedNanos;
    }

    /** Sequencer: the journal cannot take it. */
    void refuse() {
        refused = true;
    }

    boolean isRefused() {
        return refused;
    }

    /** Sequencer: something was appended that a barrier must cover. */
    void journaled() {
        journaled = true;
    }

    boolean isJournaled() {
        return journaled;
    }

    /** Sequencer: something that was due was sequenced in front of the command. Its decision is in the {@link DueRing}. */
    void addDue() {
        due++;
    }

    /** How much was due. */
    int due() {
        return due;
    }

    /** Committer, last of all: lets go of what the slot does not own. */
    void release() {
        exchange = null;
        command = null;
    }
}
