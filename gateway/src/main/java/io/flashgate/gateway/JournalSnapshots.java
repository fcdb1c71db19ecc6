package io.flashgate.gateway;

import io.flashgate.core.MatchingCore;
import io.flashgate.core.sale.SaleTable;
import io.flashgate.gateway.live.SaleBoard;
import io.flashgate.gateway.pipeline.Threads;
import io.flashgate.gateway.telemetry.Health;
import io.flashgate.gateway.telemetry.Telemetry;
import io.flashgate.journal.Durability;
import io.flashgate.journal.JournalDamagedException;
import io.flashgate.journal.JournalDirectory;
import io.flashgate.journal.JournalException;
import io.flashgate.journal.JournalOptions;
import io.flashgate.journal.replay.ReplayDifferenceException;
import io.flashgate.journal.snapshot.FollowingCore;
import io.flashgate.journal.snapshot.SnapshotFile;
import io.flashgate.journal.snapshot.SnapshotFiles;
import io.flashgate.journal.snapshot.SnapshotPace;
import io.flashgate.journal.snapshot.SnapshotRecovery;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When snapshots are taken: beside the sales, when a sale seals and after so many records, and on a clean end.
 *
 * <p>Beside the sales a second core, made before anybody buys, follows the journal, up to what the board shows and no further, on a
 * thread of its own; the sequencer knows nothing of it. There is one at a time, and then a rest of ten times its length. What goes wrong here is
 * logged and counted, and sales go on; but for a journal that turns out to be damaged, or to lead to something else than what was
 * answered: with that nobody may go on.
 *
 * <pre>
 *   start ──▶ looking ──▶ following ──▶ writing ──▶ resting ──▶ looking …          askToEnd, stop: from anywhere to the end
 *                │ no room, no memory, an error              ▲
 *                └────────────▶ resting, twice as long each time ┘
 * </pre>
 */
final class JournalSnapshots {

    private static final Logger LOG = LoggerFactory.getLogger(JournalSnapshots.class);

    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final int REST_FACTOR = 10;
    private static final long REST_AFTER_FAILURE_NANOS = Duration.ofMinutes(1).toNanos();
    private static final int MOST_DOUBLINGS = 6;

    /** What an accepted purchase takes in a snapshot: its answer, its row, a count of its buyer. */
    private static final int BYTES_PER_PURCHASE = 190;

    /** A part of the heap that is free stays free. */
    private static final int HEAP_LEFT = 8;

    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

    /** A snapshot saves time at the next start; it is not worth more than this at the end. */
    private static final Duration END_LIMIT = Duration.ofSeconds(15);

    private final JournalDirectory directory;
    private final GatewaySettings settings;
    private final SnapshotFiles files;
    private SnapshotFile foundFile;
    private Thread thread;
    private FollowingCore following;
    private volatile boolean isToEnd;

    /** A disk that has failed to force the journal tells of it once; from then on nobody knows what is on it. */
    private volatile boolean isForceBroken;

    // The thread's own.
    private long sealedSales;
    private long takenSequence;
    private int failuresInARow;

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

    /** What recovery begins with: what it passed over is moved out of the way; a sale that is sealed there has its snapshot. */
    void foundGood(final SnapshotRecovery.Start begun) throws IOException {
        files.setAside(begun.passedOver());
        if (begun.source() != null) {
            files.foundGood(begun.source().sequence());
            foundFile = begun.source();
            final SaleTable sales = begun.core().sales();
            for (int i = 0; i < sales.size(); i++) {
                sealedSales += sales.get(i).isSealed() ? 1 : 0;
            }
        }
    }

    /** Begins to look when a snapshot is due, unless that is switched off. */
    void start(final SaleBoard board, final Health health, final Telemetry telemetry) {
        if (foundFile != null) {
            tellOfFound(telemetry);
        }
        if (settings.snapshotEvery() <= 0) {
            return;
        }
        final long freeBytes = freeHeapBytes();
        if (settings.limits().mostBytes() > freeBytes - freeBytes / HEAP_LEFT) {
            LOG.warn(
                    "no snapshots beside the sales, only on a clean stop: for those limits a second core needs {} MiB of heap,"
                            + " found {} MiB free; give the process more (-Xmx), or say --snapshot-every off",
                    settings.limits().mostBytes() >> 20,
                    freeBytes >> 20);
            return;
        }
        following = new FollowingCore(directory.path(), settings.limits());
        takenSequence = files.goodSequence();
        thread = new Thread(() -> run(board, health, telemetry), "flashgate-snapshots");
        thread.setDaemon(true);
        thread.start();
    }

    /** The first thing at the end, so that whoever drains has the machine to himself: a snapshot that is being taken is given up. */
    void askToEnd() {
        isToEnd = true;
        if (thread != null) {
            LockSupport.unpark(thread);
        }
    }

    /**
     * Stops looking.
     *
     * @return false if that took too long: the thread may still read the folder, or write a snapshot
     */
    boolean stop() {
        askToEnd();
        return thread == null || Threads.joined(thread, System.nanoTime() + STOP_LIMIT.toNanos());
    }

    /** Writes one from the live core, which nobody uses any more and whose records are all as durable as they were promised. */
    void writeAtEnd(final MatchingCore core) {
        if (core.sequence() == files.goodSequence()
                || settings.snapshotEvery() == GatewaySettings.NO_SNAPSHOTS
                || isForceBroken) {
            return;
        }
        final long startedNanos = System.nanoTime();
        try {
            makeDurable();
            log(files.write(core, SnapshotPace.within(END_LIMIT)), startedNanos);
        } catch (final IOException | RuntimeException | OutOfMemoryError failed) {
            LOG.warn("no snapshot at the end, the next start reads more of the journal: {}", failed.toString());
        }
    }

    private void run(final SaleBoard board, final Health health, final Telemetry telemetry) {
        try {
            while (!isToEnd && !isForceBroken && !health.isFailed()) {
                rest(isDue(board) ? take(board, health, telemetry) : LOOK_NANOS);
            }
        } finally {
            following.close();
        }
    }

    private boolean isDue(final SaleBoard board) {
        return board.sequence() - takenSequence >= settings.snapshotEvery() || countSealed(board) > sealedSales;
    }

    /** Answers how long to rest after it. */
    private long take(final SaleBoard board, final Health health, final Telemetry telemetry) {
        final long startedNanos = System.nanoTime();
        // In this order: a sale that seals in between is seen the next time.
        final long sealed = countSealed(board);
        final long sequence = board.sequence();
        try {
            final SnapshotPace pace = SnapshotPace.besideSales(() -> isToEnd);
            requireRoom(sequence);
            final MatchingCore core = following.followTo(sequence, pace);
            makeDurable();
            final SnapshotFile file = files.write(core, pace);
            log(file, startedNanos);
            sealedSales = sealed;
            takenSequence = sequence;
            failuresInARow = 0;
            telemetry.snapshotTaken(facts(file, System.nanoTime() - startedNanos));
            return Math.max(LOOK_NANOS, REST_FACTOR * (System.nanoTime() - startedNanos));
        } catch (final JournalDamagedException damage) {
            health.fail("the journal that was just written is damaged", damage);
        } catch (final ReplayDifferenceException difference) {
            if (difference.isForWantOfLimits()) {
                failed(sequence, difference, telemetry);
            } else {
                health.fail("the journal leads to something else than what was answered", difference);
            }
        } catch (final InternalError unreadable) {
            // The JVM's word for a signal of the system: the page behind an address could not be had.
            health.fail("the journal that was just written cannot be read", unreadable);
        } catch (final IOException | RuntimeException | OutOfMemoryError failure) {
            if (failure instanceof JournalException && failure.getCause() instanceof IOException) {
                health.fail(
                        "the journal that was just written cannot be read: " + failure.getMessage(),
                        failure.getCause());
            } else if (isToEnd) {
                LOG.info("snapshot of sequence={} given up: {}", sequence, failure.getMessage());
            } else {
                failed(sequence, failure, telemetry);
            }
        }
        final long least = REST_AFTER_FAILURE_NANOS << Math.min(failuresInARow, MOST_DOUBLINGS) >> 1;
        return Math.max(least, REST_FACTOR * (System.nanoTime() - startedNanos));
    }

    private static long freeHeapBytes() {
        final Runtime runtime = Runtime.getRuntime();
        return runtime.maxMemory() - (runtime.totalMemory() - runtime.freeMemory());
    }

    private void failed(final long sequence, final Throwable failure, final Telemetry telemetry) {
        failuresInARow++;
        telemetry.snapshotFailed();
        LOG.warn("snapshot of sequence={} failed, sales go on: {}", sequence, failure.toString());
    }

    /** Before the journal is read, which would be for nothing. */
    private void requireRoom(final long sequence) throws IOException {
        final long bytes = files.newestBytes() + BYTES_PER_PURCHASE * (sequence - files.goodSequence());
        if (!files.hasRoomFor(bytes)) {
            throw new IOException("too little room on the disk for up to " + bytes + " bytes");
        }
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
            try {
                directory.forceFiles();
            } catch (final IOException failed) {
                isForceBroken = true;
                throw failed;
            }
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
