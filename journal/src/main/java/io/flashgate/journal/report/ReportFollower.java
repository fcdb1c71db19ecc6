package io.flashgate.journal.report;

import io.flashgate.journal.JournalArchivedException;
import io.flashgate.journal.JournalReader;
import io.flashgate.journal.report.ReportUnavailableException.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports beside a live writer: one thread follows the journal and answers from what it has read.
 *
 * <pre>
 *   ask ──▶ questions ──▶ flashgate-report: read up to what is durable, a slice at a time ──▶ answer
 *   any thread             SalesReports, for all sales at once
 * </pre>
 *
 * However many ask, the journal is read once. An answer has every record that was durable when it was asked for; if those cannot be
 * read in time, the answer is {@link Reason#BEHIND}. The thread begins with the first question, so who never asks pays nothing, and
 * rests after each slice as long as that took: it takes half a processor at most. It reads no further than what is durable.
 *
 * <p>Any thread may ask and close.
 */
public final class ReportFollower implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ReportFollower.class);

    private static final int SLICE_RECORDS = 4_096;
    private static final int MOST_WAITING = 256;

    /** How often it reads on when nobody asks. */
    private static final long FOLLOW_MILLIS = 1_000;

    /** While a record that is durable is not to be seen yet. */
    private static final long LOOK_AGAIN_NANOS = 200_000;

    private static final long CLOSE_MILLIS = 2_000;

    private record Question(
            String saleId, ReportFormat format, long sequence, long untilNanos, CompletableFuture<byte[]> answer) {}

    private final Path journal;
    private final LongSupplier durableSequence;
    private final Duration patience;
    private final int mostBuyers;
    private final BlockingQueue<Question> questions = new LinkedBlockingQueue<>(MOST_WAITING);

    /** Questions that have been taken and not answered. The thread's. */
    private final Queue<Question> waiting = new ArrayDeque<>();

    /** The thread's; null once it has ended, so that nothing is kept for nobody. */
    private SalesReports reports;

    private final Thread thread = new Thread(this::run, "flashgate-report");
    private boolean hasBegun;
    private ReportUnavailableException ended;
    private volatile boolean isClosed;

    /**
     * @param journal         its folder
     * @param durableSequence how far the journal may be read now; never goes back; asked by any thread
     * @param patience        how long a question waits for the records that it needs
     * @param mostBuyers      different buyers at most, as in {@link SalesReports#SalesReports(int)}
     */
    public ReportFollower(
            final Path journal, final LongSupplier durableSequence, final Duration patience, final int mostBuyers) {
        this.journal = journal;
        this.durableSequence = durableSequence;
        this.patience = patience;
        this.mostBuyers = mostBuyers;
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
    }

    /**
     * Asks for a sale's report, with all that is durable now. Does not wait: completes later, on the follower's thread, with the bytes of
     * the report, or null if there is no such sale, or with a {@link ReportUnavailableException}.
     */
    public CompletableFuture<byte[]> ask(final String saleId, final ReportFormat format) {
        final Question question = new Question(
                saleId,
                format,
                durableSequence.getAsLong(),
                System.nanoTime() + patience.toNanos(),
                new CompletableFuture<>());
        synchronized (this) {
            if (ended != null) {
                question.answer.completeExceptionally(ended);
                return question.answer;
            }
            if (!questions.offer(question)) {
                question.answer.completeExceptionally(new ReportUnavailableException(
                        Reason.BUSY, "As many reports are asked for as may wait, " + MOST_WAITING + '.'));
                return question.answer;
            }
            if (!hasBegun) {
                hasBegun = true;
                thread.start();
            }
        }
        return question.answer;
    }

    /** Ends the thread; what waits is answered with {@link Reason#CLOSED}. */
    @Override
    public void close() {
        isClosed = true;
        end(new ReportUnavailableException(Reason.CLOSED, "The reports are closed."));
        synchronized (this) {
            if (!hasBegun) {
                return;
            }
        }
        // It may be waiting for one.
        questions.offer(new Question("", ReportFormat.JSON, 0, 0, new CompletableFuture<>()));
        LockSupport.unpark(thread);
        try {
            // Never interrupted: a file that is being read would not survive it.
            thread.join(CLOSE_MILLIS);
        } catch (final InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        reports = new SalesReports(mostBuyers);
        try (JournalReader reader = JournalReader.open(journal)) {
            while (!isClosed) {
                takeQuestions(isBehind());
                final long startedNanos = System.nanoTime();
                readSlice(reader);
                answerWhatCanBe();
                if (isBehind() && !isClosed) {
                    LockSupport.parkNanos(Math.max(LOOK_AGAIN_NANOS, System.nanoTime() - startedNanos));
                }
            }
        } catch (final JournalArchivedException elsewhere) {
            LOG.warn("there are no sales reports here: {}", elsewhere.getMessage());
            end(new ReportUnavailableException(Reason.ARCHIVED, elsewhere.getMessage() + '.'));
        } catch (final IOException | RuntimeException | Error broken) {
            LOG.error(
                    "the journal cannot be followed; there are no sales reports until the next start: {}",
                    broken.toString());
            LOG.debug("the cause", broken);
            end(new ReportUnavailableException(
                    Reason.BROKEN,
                    "The gateway's reports have stopped (" + broken.getMessage()
                            + "). The command \"flashgate journal report\" makes them without it."));
        }
        reports = null;
        refuseAll();
    }

    /** Waits for one while there is nothing else to do. */
    private void takeQuestions(final boolean isBehind) {
        if (!isBehind && waiting.isEmpty()) {
            try {
                final Question next = questions.poll(FOLLOW_MILLIS, TimeUnit.MILLISECONDS);
                if (next != null) {
                    waiting.add(next);
                }
            } catch (final InterruptedException ignored) {
                // Nobody interrupts it; it ends when it is closed.
            }
        }
        questions.drainTo(waiting);
    }

    private boolean isBehind() {
        return reports.sequence() < durableSequence.getAsLong();
    }

    private void readSlice(final JournalReader reader) {
        final long durable = durableSequence.getAsLong();
        for (int left = SLICE_RECORDS; left > 0 && reports.sequence() < durable && !isClosed; left--) {
            if (!reader.next()) {
                return;
            }
            reports.onRecord(reader);
        }
    }

    private void answerWhatCanBe() {
        for (final Iterator<Question> all = waiting.iterator(); all.hasNext() && !isClosed; ) {
            final Question question = all.next();
            if (reports.sequence() >= question.sequence) {
                all.remove();
                answer(question);
            } else if (System.nanoTime() - question.untilNanos > 0) {
                all.remove();
                question.answer.completeExceptionally(new ReportUnavailableException(
                        Reason.BEHIND,
                        "The report has been made up to sequence " + reports.sequence() + " of " + question.sequence
                                + " so far."));
            }
        }
    }

    /** One report that cannot be written keeps nobody from the others. */
    private void answer(final Question question) {
        final SaleReport report = reports.find(question.saleId);
        try {
            question.answer.complete(report == null ? null : question.format.write(report));
        } catch (final RuntimeException broken) {
            LOG.error("the report of sale {} cannot be written as {}", question.saleId, question.format, broken);
            question.answer.completeExceptionally(
                    new ReportUnavailableException(Reason.BROKEN, "The report cannot be written. The log says why."));
        }
    }

    private synchronized void end(final ReportUnavailableException why) {
        if (ended == null) {
            ended = why;
        }
    }

    private void refuseAll() {
        final List<Question> left = new ArrayList<>(waiting);
        final ReportUnavailableException why;
        synchronized (this) {
            // From here on nobody is put into the queue.
            why = ended;
            questions.drainTo(left);
        }
        left.forEach(question -> question.answer.completeExceptionally(why));
    }
}
