package io.flashgate.journal.tool;

import java.io.PrintWriter;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * How far long work has come: a bar with rate and time left, where standard error is a terminal, and nothing anywhere else.
 * One thread; a record costs nothing worth mentioning.
 */
final class Progress implements AutoCloseable {

    /** Set by the launcher, which can tell whether standard error is a terminal; the JDK cannot on every version. */
    private static final boolean TERMINAL = Boolean.getBoolean("flashgate.terminal.error");

    /** Less than this is done before anybody looks. */
    private static final long WORTH_A_BAR = 100_000;

    private static final int UPDATE_MILLIS = 500;
    private static final int THOUSAND = 1_000;
    private static final int COLUMNS = 79;
    private static final long STEP_MASK = 0x3FFF;

    private final ProgressBar bar;
    private final Line line;

    private Progress(final ProgressBar bar, final Line line) {
        this.bar = bar;
        this.line = line;
    }

    /**
     * @param task what is done, a word
     * @param most records there are about; 0: not known
     */
    static Progress of(final String task, final long most, final PrintWriter err) {
        return of(task, most, err, TERMINAL);
    }

    /** As {@link #of(String, long, PrintWriter)}, wherever it is shown. */
    static Progress of(final String task, final long most, final PrintWriter err, final boolean isTerminal) {
        if (!isTerminal || most < WORTH_A_BAR) {
            return new Progress(null, null);
        }
        final Line line = new Line(err);
        final ProgressBar bar = new ProgressBarBuilder()
                .setTaskName(task + ", records")
                .setInitialMax(most)
                .setUnit("k", THOUSAND)
                .showSpeed()
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(UPDATE_MILLIS)
                .setConsumer(line)
                .build();
        return new Progress(bar, line);
    }

    /** So many records are done; less than before where it begins anew. */
    void at(final long records) {
        if (bar != null && (records & STEP_MASK) == 0) {
            if (records < bar.getCurrent()) {
                // Another pass: rate and time left are its own.
                bar.reset();
            }
            bar.stepTo(records);
        }
    }

    /** Takes the bar off the terminal. */
    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            line.clear();
        }
    }

    /** One line, over and over in one place. */
    private static final class Line implements ProgressBarConsumer {

        private final PrintWriter err;

        Line(final PrintWriter err) {
            this.err = err;
        }

        @Override
        public int getMaxRenderedLength() {
            return COLUMNS;
        }

        @Override
        public void accept(final String rendered) {
            err.print("\r" + rendered + "\u001b[K");
            err.flush();
        }

        @Override
        public void clear() {
            err.print("\r\u001b[K");
            err.flush();
        }

        @Override
        public void close() {
            err.flush();
        }
    }
}
