package io.flashgate.gateway;

import io.flashgate.core.MatchingCore;
import io.flashgate.gateway.live.SaleBoard;
import io.flashgate.gateway.telemetry.Health;
import io.flashgate.gateway.telemetry.Telemetry;
import io.flashgate.journal.Durability;
import io.flashgate.journal.JournalDirectory;
import io.flashgate.journal.JournalOptions;
import io.flashgate.journal.snapshot.BackgroundSnapshot;
import io.flashgate.journal.snapshot.SnapshotFile;
import io.flashgate.journal.snapshot.SnapshotFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When snapshots are taken: beside the sales, when a sale seals and after so many records, and on a clean end.
 *
 * <p>Beside the sales a second core follows the journal, up to what the board shows and no further, on a thread of its own; the
 * sequencer knows nothing of it. There is one at a time, and then a rest of ten times its length. What goes wrong here is
 * logged and counted, and sales go on.
 */
final class JournalSnapshots {

    private static final Logger LOG = LoggerFactory.getLogger(JournalSnapshots.class);

    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final int REST_FACTOR = 10;
    private static final long REST_AFTER_FAILURE_NANOS = Duration.ofMinutes(1).toNanos();
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

    private final JournalDirectory directory;
    private final GatewaySettings settings;
    private final SnapshotFiles files;
    private SnapshotFile foundFile;
    private Thread thread;
    private volatile boolean isToEnd;

    // The thread's own.
    private long sealedSales;
    private long takenSequence;

    private JournalSnapshots(final JournalDirectory directory, final GatewaySettings settings) {
        this.directory = directory;
        this.settings = settings;
        // The journal needs its room more urgently: snapshots give up before it does.
        files = new SnapshotFiles(
                directory, SnapshotFiles.KEPT, settings.minFreeBytes() + JournalOptions.DEFAULT.allocateAheadBytes());
    }

    /** Removes what an earlier owner has not finished. Nothing runs before {@link #start}. */
    static JournalSnapshots open(final JournalDirectory directory, final GatewaySettings settings) throws IOException {
        final JournalSnapshots snapshots = new JournalSnapshots(directory, settings);
        snapshots.files.removeLeftOvers();
        return snapshots;
    }

    /** Recovery began with this one. */
    void foundGood(final SnapshotFile file) {
        files.foundGood(file.sequence());
        foundFile = file;
    }

    /** Begins to look when a snapshot is due, unless that is switched off. */
    void start(final SaleBoard board, final Health health, final Telemetry telemetry) {
        if (foundFile != null) {
            tellOfFound(telemetry);
        }
        if (settings.snapshotEvery() == 0) {
            return;
        }
        takenSequence = files.goodSequence();
        sealedSales = countSealed(board);
        thread = new Thread(() -> run(board, health, telemetry), "flashgate-snapshots");
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
        thread.start();
    }

    /**
     * Stops looking; a snapshot that is being taken is given up.
     *
     * @return false if that took too long: the thread may still use the folder
     */
    boolean stop() {
        isToEnd = true;
        if (thread == null) {
            return true;
        }
        LockSupport.unpark(thread);
        try {
            thread.join(STOP_LIMIT.toMillis());
        } catch (final InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return !thread.isAlive();
    }

    /** Writes one from the live core, which nobody uses any more and whose records are all as durable as they were promised. */
    void writeAtEnd(final MatchingCore core) {
        if (core.sequence() == files.goodSequence()) {
            return;
        }
        final long startedNanos = System.nanoTime();
        try {
            makeDurable();
            log(files.write(core), startedNanos);
        } catch (final IOException | RuntimeException failed) {
            LOG.warn("no snapshot at the end, the next start reads more of the journal: {}", failed.toString());
        }
    }

    private void run(final SaleBoard board, final Health health, final Telemetry telemetry) {
        while (!isToEnd && !health.isFailed()) {
            rest(isDue(board) ? take(board, telemetry) : LOOK_NANOS);
        }
    }

    private boolean isDue(final SaleBoard board) {
        return board.sequence() - takenSequence >= settings.snapshotEvery() || countSealed(board) > sealedSales;
    }

    /** Answers how long to rest after it. */
    private long take(final SaleBoard board, final Telemetry telemetry) {
        final long startedNanos = System.nanoTime();
        // In this order: a sale that seals in between is seen the next time.
        final long sealed = countSealed(board);
        final long sequence = board.sequence();
        try {
            final MatchingCore core =
                    BackgroundSnapshot.follow(directory.path(), sequence, settings.limits(), () -> isToEnd);
            makeDurable();
            final SnapshotFile file = files.write(core, () -> isToEnd);
            log(file, startedNanos);
            sealedSales = sealed;
            takenSequence = sequence;
            telemetry.snapshotTaken(facts(file, System.nanoTime() - startedNanos));
        } catch (final CancellationException ended) {
            LOG.info("snapshot of sequence={} given up: {}", sequence, ended.getMessage());
        } catch (final IOException | RuntimeException | OutOfMemoryError failed) {
            LOG.warn("snapshot of sequence={} failed, sales go on: {}", sequence, failed.toString());
            telemetry.snapshotFailed();
            return REST_AFTER_FAILURE_NANOS;
        }
        return Math.max(LOOK_NANOS, REST_FACTOR * (System.nanoTime() - startedNanos));
    }

    private void rest(final long nanos) {
        final long untilNanos = System.nanoTime() + nanos;
        while (!isToEnd && untilNanos - System.nanoTime() > 0) {
            LockSupport.parkNanos(untilNanos - System.nanoTime());
        }
    }

    /** A snapshot on the disk must never be ahead of the journal there, not even after a power cut. */
    private void makeDurable() throws IOException {
        if (settings.durability() == Durability.OS) {
            directory.forceFiles();
        }
    }

    private void tellOfFound(final Telemetry telemetry) {
        try {
            telemetry.snapshotFound(facts(foundFile, 0));
        } catch (final IOException gone) {
            LOG.warn("{} cannot be looked at any more: {}", foundFile.path().getFileName(), gone.toString());
        }
    }

    private static Telemetry.NewestSnapshot facts(final SnapshotFile file, final long tookNanos) throws IOException {
        return new Telemetry.NewestSnapshot(
                file.sequence(), Files.getLastModifiedTime(file.path()).toMillis(), Files.size(file.path()), tookNanos);
    }

    private static void log(final SnapshotFile file, final long startedNanos) throws IOException {
        LOG.info(
                "wrote {}: {} bytes in {} ms",
                file.path().getFileName(),
                Files.size(file.path()),
                (System.nanoTime() - startedNanos) / 1_000_000);
    }

    private static long countSealed(final SaleBoard board) {
        return board.sales().stream()
                .filter(sale -> sale.isSealed(sale.phase()))
                .count();
    }
}
