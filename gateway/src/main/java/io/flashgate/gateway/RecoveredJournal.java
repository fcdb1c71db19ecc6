package io.flashgate.gateway;

import io.flashgate.core.Commands;
import io.flashgate.core.CoreLimits;
import io.flashgate.core.MatchingCore;
import io.flashgate.core.order.Decision;
import io.flashgate.gateway.live.SaleBoard;
import io.flashgate.gateway.telemetry.Health;
import io.flashgate.journal.Durability;
import io.flashgate.journal.JournalDamagedException;
import io.flashgate.journal.JournalDirectory;
import io.flashgate.journal.JournalException;
import io.flashgate.journal.JournalOptions;
import io.flashgate.journal.JournalReader;
import io.flashgate.journal.JournalWriter;
import io.flashgate.journal.ReadAhead;
import io.flashgate.journal.TooLittleRoomException;
import io.flashgate.journal.replay.Replay;
import io.flashgate.journal.replay.ReplayDifferenceException;
import io.flashgate.journal.snapshot.SnapshotDoesNotFitException;
import io.flashgate.journal.snapshot.SnapshotPace;
import io.flashgate.journal.snapshot.SnapshotRecovery;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.security.SecureRandom;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.UnsafeBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal, owned and replayed: the core and the board stand where the last record left them, and the writer goes on
 * behind it. A new journal is founded with a secret hash key of its own.
 *
 * <p>Recovery begins with the newest good snapshot, if there is one, and replays what the journal has behind it; a clean end
 * writes the next one.
 */
final class RecoveredJournal {

    private static final Logger LOG = LoggerFactory.getLogger(RecoveredJournal.class);

    private final JournalDirectory directory;
    private final JournalWriter writer;
    private final MatchingCore core;
    private final SaleBoard board;
    private final JournalSnapshots snapshots;
    private final long replayedRecords;
    private final long recoveryNanos;

    private RecoveredJournal(
            final JournalDirectory directory,
            final JournalWriter writer,
            final Recovered recovered,
            final JournalSnapshots snapshots) {
        this.directory = directory;
        this.writer = writer;
        this.core = recovered.core;
        this.board = recovered.board;
        this.snapshots = snapshots;
        replayedRecords = recovered.records;
        recoveryNanos = recovered.nanos;
    }

    /**
     * Takes the folder and replays what is in it.
     *
     * @param progress is told how far it is
     * @throws GatewayStartException if the folder cannot be had, its journal holds more than the limits, is damaged or
     *                               replays to something else; or if the disk fails where it must not
     */
    static RecoveredJournal open(
            final GatewaySettings settings, final EpochNanoClock clock, final RecoveryProgress progress)
            throws GatewayStartException {
        final JournalDirectory directory = own(settings);
        try {
            if (settings.durability() == Durability.FSYNC) {
                // What a killed process left in the page cache is shown, and goes into snapshots, as soon as it is
                // replayed.
                directory.forceFiles();
            }
            final JournalSnapshots snapshots = JournalSnapshots.open(directory, settings);
            final Recovered recovered = recover(settings, snapshots, progress);
            final MatchingCore core = recovered.core;
            final JournalWriter writer = JournalWriter.open(
                    directory,
                    JournalOptions.DEFAULT
                            .withDurability(settings.durability())
                            .withMinFreeBytes(settings.minFreeBytes()),
                    core.sequence(),
                    core.timestampNanos());
            if (!core.isFounded()) {
                found(core, recovered.board, writer, clock);
            }
            return new RecoveredJournal(directory, writer, recovered, snapshots);
        } catch (final SnapshotDoesNotFitException tooLarge) {
            release(directory);
            throw tooSmall(settings, tooLarge.needed(), tooLarge);
        } catch (final JournalDamagedException | ReplayDifferenceException damage) {
            final CoreLimits needed = neededLimits(settings, damage);
            release(directory);
            if (needed != null) {
                throw tooSmall(settings, needed, damage);
            }
            throw new GatewayStartException(
                    GatewayStartException.DAMAGE, "journal in " + settings.data() + ": " + damage.getMessage(), damage);
        } catch (final JournalException failed) {
            release(directory);
            if (failed.getCause() != null) {
                throw notServed(settings, failed.getCause(), failed);
            }
            throw new GatewayStartException(GatewayStartException.DAMAGE, failed.getMessage(), failed);
        } catch (final IOException | InternalError failed) {
            release(directory);
            throw notServed(settings, failed, failed);
        } catch (final RuntimeException | Error failed) {
            release(directory);
            throw failed;
        }
    }

    MatchingCore core() {
        return core;
    }

    SaleBoard board() {
        return board;
    }

    JournalWriter writer() {
        return writer;
    }

    /** How many records the recovery read behind the snapshot. */
    long replayedRecords() {
        return replayedRecords;
    }

    /** How long the recovery took. */
    long recoveryNanos() {
        return recoveryNanos;
    }

    JournalSnapshots snapshots() {
        return snapshots;
    }

    /**
     * Forces and closes; a journal that cannot even do that has broken its promise. Then, if none was broken, writes a snapshot.
     * Nobody uses the core any more.
     *
     * @param isAlone whether nobody else takes a snapshot any more; otherwise the folder is owned until the process ends
     */
    void close(final Health health, final boolean isAlone) {
        try {
            writer.close();
        } catch (final RuntimeException failed) {
            health.fail("journal could not be closed", failed);
        }
        if (!isAlone) {
            LOG.warn("a snapshot that was being taken did not end in time; it is left alone");
            return;
        }
        if (!health.isFailed()) {
            snapshots.writeAtEnd(core);
        }
        release(directory);
    }

    private static Recovered recover(
            final GatewaySettings settings, final JournalSnapshots snapshots, final RecoveryProgress progress)
            throws IOException {
        final long startedNanos = System.nanoTime();
        try (JournalReader reader = JournalReader.open(settings.data())) {
            final SnapshotRecovery.Start start = SnapshotRecovery.begin(
                    settings.data(),
                    reader,
                    (head, behind) -> new MatchingCore(
                            settings.limits(), settings.answerRetention().toNanos()),
                    SnapshotPace.unlimited());
            final MatchingCore core = start.core();
            final boolean hasSnapshot = start.source() != null;
            final SaleBoard board = hasSnapshot
                    ? SaleBoard.restored(core)
                    : new SaleBoard(settings.limits().answers());
            snapshots.foundGood(start);
            if (hasSnapshot) {
                progress.restored(core.sequence());
                LOG.info(
                        "restored sequence={} from {} in {} ms",
                        core.sequence(),
                        start.source().path().getFileName(),
                        (System.nanoTime() - startedNanos) / 1_000_000);
            }
            final long records = new Replay(reader, core).run(new Publication(board, progress));
            LOG.info(
                    "replayed {} records{} in {} ms: sequence={} digest={}",
                    records,
                    hasSnapshot ? " behind the snapshot" : "",
                    (System.nanoTime() - startedNanos) / 1_000_000,
                    core.sequence(),
                    String.format("%016x", core.digest()));
            return new Recovered(core, board, records, System.nanoTime() - startedNanos);
        }
    }

    private static JournalDirectory own(final GatewaySettings settings) throws GatewayStartException {
        try {
            return JournalDirectory.own(settings.data());
        } catch (final IOException failed) {
            throw new GatewayStartException(GatewayStartException.CONFIGURATION, failed.getMessage(), failed);
        }
    }

    /**
     * What the disk refuses because somebody set it up so is for somebody to mend. Everything else is the disk's own failure,
     * and nobody knows what is on it: the next start finds out.
     *
     * @param reason what the disk, or the JVM for it, said
     * @param failed what is thrown because of it; may be the same
     */
    private static GatewayStartException notServed(
            final GatewaySettings settings, final Throwable reason, final Throwable failed) {
        if (reason instanceof TooLittleRoomException || reason instanceof AccessDeniedException) {
            final String why = reason instanceof AccessDeniedException ? ": permission denied" : "";
            return new GatewayStartException(GatewayStartException.CONFIGURATION, reason.getMessage() + why, failed);
        }
        // The JVM's word for a signal of the system: the page behind an address could not be had.
        final String what = reason instanceof InternalError
                ? "a page of a file could not be read or written: " + reason
                : reason == failed ? failed.getMessage() : failed.getMessage() + ": " + reason;
        return new GatewayStartException(
                GatewayStartException.BROKEN_PROMISE,
                "disk of journal " + settings.data() + " failed: " + what,
                failed);
    }

    private static GatewayStartException tooSmall(
            final GatewaySettings settings, final CoreLimits needed, final RuntimeException cause) {
        return new GatewayStartException(
                GatewayStartException.CONFIGURATION,
                String.format(
                        "journal in %s holds more than these limits: needs at least"
                                + " --max-sales=%d --max-answers=%d --max-orders=%d --max-groups=%d",
                        settings.data(), needed.sales(), needed.answers(), needed.orders(), needed.groups()),
                cause);
    }

    /**
     * Limits that the journal fits in, none of them smaller than it is set; for groups that is as many as there are orders.
     * Null: it is not for want of limits that it does not replay.
     */
    private static CoreLimits neededLimits(final GatewaySettings settings, final RuntimeException damage) {
        if (!(damage instanceof ReplayDifferenceException difference) || !difference.isForWantOfLimits()) {
            return null;
        }
        try (JournalReader reader = JournalReader.open(settings.data())) {
            final CoreLimits set = settings.limits();
            final CoreLimits held = SnapshotRecovery.begin(
                            settings.data(), reader, SnapshotRecovery.EmptyCores.fitting(), SnapshotPace.unlimited())
                    .core()
                    .limits();
            final CoreLimits needed = new CoreLimits(
                    Math.max(set.sales(), held.sales()),
                    Math.max(set.answers(), held.answers()),
                    Math.max(set.orders(), held.orders()),
                    Math.max(set.groups(), held.groups()));
            return needed.equals(set) ? null : needed;
        } catch (final IOException | RuntimeException unreadable) {
            // Damaged further on, or larger than any core: the difference is what there is to be said.
            return null;
        }
    }

    private static void found(
            final MatchingCore core, final SaleBoard board, final JournalWriter writer, final EpochNanoClock clock)
            throws IOException {
        final SecureRandom random = new SecureRandom();
        final UnsafeBuffer command = new UnsafeBuffer(new byte[64]);
        final int length = Commands.foundLog(command, 0, random.nextLong(), random.nextLong());
        final Decision decision = new Decision();
        core.onCommand(core.nextSequence(), clock.nanoTime(), command, 0, length, decision);
        writer.append(core.sequence(), core.timestampNanos(), command, 0, length, decision, core.digest());
        writer.barrier().force();
        board.onDecided(command, 0, decision);
    }

    private static void release(final JournalDirectory directory) {
        directory.close();
    }

    /** Where core and board stand after the last record. */
    private record Recovered(MatchingCore core, SaleBoard board, long records, long nanos) {}

    /** What the board is told of each record, as the committer would tell it. */
    private record Publication(SaleBoard board, RecoveryProgress progress) implements Replay.Observer {

        @Override
        public void expect(final DirectBuffer command, final int offset, final int length) {
            board.expect(command, offset, length);
        }

        @Override
        public void onRecord(final ReadAhead record, final Decision decision) {
            board.onDecided(record.command(), record.commandOffset(), decision);
            progress.replayed(decision.sequence());
        }
    }
}
