package io.flashgate.journal.report;

import io.flashgate.core.CoreLimits;
import io.flashgate.core.MatchingCore;
import io.flashgate.core.StampedCommand;
import io.flashgate.core.order.Decision;
import io.flashgate.core.order.Outcome;
import io.flashgate.journal.JournalDirectory;
import io.flashgate.journal.JournalRecords;
import io.flashgate.journal.JournalWriter;
import io.flashgate.journal.Till;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;

/** What a core would have left in its journal, in memory: the commands of a story with what it decides of them. */
final class Records implements JournalRecords {

    /** Plenty for a story, and quickly made. */
    static final CoreLimits LIMITS = new CoreLimits(64, 2_000, 1_000, 64);

    private record Entry(
            StampedCommand command, int rulesVersion, Outcome outcome, long orderNumber, long units, long digest) {}

    private final List<Entry> entries = new ArrayList<>();
    private int next;
    private Entry entry;

    static Records of(final List<StampedCommand> commands) {
        final Records records = new Records();
        final MatchingCore core = new MatchingCore(LIMITS);
        final Decision decision = new Decision();
        for (final StampedCommand command : commands) {
            decide(core, command, decision);
            records.entries.add(new Entry(
                    command,
                    MatchingCore.RULES_VERSION,
                    decision.outcome(),
                    decision.orderNumber(),
                    decision.units(),
                    core.digest()));
        }
        return records;
    }

    /** The reports that these commands lead to. */
    static SalesReports reports(final List<StampedCommand> commands) {
        final SalesReports reports = new SalesReports();
        final Records records = of(commands);
        while (records.next()) {
            reports.onRecord(records);
        }
        return reports;
    }

    /** Writes them into a journal. */
    static void write(final List<StampedCommand> commands, final Path folder) throws IOException {
        final MatchingCore core = new MatchingCore(LIMITS);
        final Decision decision = new Decision();
        try (JournalDirectory directory = JournalDirectory.own(folder);
                JournalWriter writer = JournalWriter.open(directory, Till.OPTIONS, 0, 0)) {
            for (final StampedCommand command : commands) {
                decide(core, command, decision);
                writer.append(
                        command.sequence(),
                        command.timestampNanos(),
                        command.buffer(),
                        0,
                        command.bytes().length,
                        decision,
                        core.digest());
            }
        }
    }

    private static void decide(final MatchingCore core, final StampedCommand command, final Decision decision) {
        core.onCommand(
                command.sequence(), command.timestampNanos(), command.buffer(), 0, command.bytes().length, decision);
        if (!decision.outcome().isSequenced()) {
            throw new IllegalStateException("decided otherwise the second time: " + decision);
        }
    }

    @Override
    public boolean next() {
        if (next == entries.size()) {
            return false;
        }
        entry = entries.get(next++);
        return true;
    }

    @Override
    public long sequence() {
        return entry.command.sequence();
    }

    @Override
    public long timestampNanos() {
        return entry.command.timestampNanos();
    }

    @Override
    public int rulesVersion() {
        return entry.rulesVersion;
    }

    @Override
    public Outcome outcome() {
        return entry.outcome;
    }

    @Override
    public long orderNumber() {
        return entry.orderNumber;
    }

    @Override
    public long units() {
        return entry.units;
    }

    @Override
    public long stateDigest() {
        return entry.digest;
    }

    @Override
    public DirectBuffer command() {
        return entry.command.buffer();
    }

    @Override
    public int commandOffset() {
        return 0;
    }

    @Override
    public int commandLength() {
        return entry.command.bytes().length;
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
