package io.flashgate.bench.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flashgate.core.MatchingCore;
import io.flashgate.core.order.Decision;
import io.flashgate.core.order.Outcome;
import io.flashgate.journal.JournalRecords;
import org.agrona.concurrent.UnsafeBuffer;

/** Records that all differ and can be told by their sequence. Their commands have no zero byte: each byte of them counts. */
final class Purchases {

    static final int COMMAND_BYTES = 101;

    private static final long NOON = 1_795_780_800_000_000_000L;

    private final UnsafeBuffer command = new UnsafeBuffer(new byte[COMMAND_BYTES]);
    private final Decision decision = new Decision();

    /** Appends the records with these sequences. */
    void append(final SegmentLog log, final long first, final long last) {
        for (long sequence = first; sequence <= last; sequence++) {
            assertTrue(log.hasRoom(COMMAND_BYTES));
            decision.outcome(Outcome.ACCEPTED).orderNumber(sequence).units(3);
            fill(sequence);
            log.append(sequence, NOON + sequence, command, 0, COMMAND_BYTES, decision, ~sequence);
        }
    }

    /** Reads what is left and says up to which sequence it goes; every record must be what was appended. */
    long readAll(final JournalRecords records) {
        while (records.next()) {
            final long sequence = records.sequence();
            fill(sequence);
            assertEquals(NOON + sequence, records.timestampNanos());
            assertEquals(MatchingCore.RULES_VERSION, records.rulesVersion());
            assertEquals(Outcome.ACCEPTED, records.outcome());
            assertEquals(sequence, records.orderNumber());
            assertEquals(3, records.units());
            assertEquals(~sequence, records.stateDigest());
            assertEquals(
                    command,
                    new UnsafeBuffer(records.command(), records.commandOffset(), records.commandLength()),
                    () -> "the command of sequence=" + sequence);
        }
        return records.sequence();
    }

    private void fill(final long sequence) {
        for (int i = 0; i < COMMAND_BYTES; i++) {
            command.putByte(i, (byte) (1 + (sequence * 31 + i) % 127));
        }
    }
}
