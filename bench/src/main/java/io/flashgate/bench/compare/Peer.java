package io.flashgate.bench.compare;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/** One of those that are compared. Starting it is cheap to ask for and slow to do; nothing of it runs before. */
interface Peer {

    /** As in {@code --only}, in files and in goals. */
    String name();

    /** For the table. */
    String title();

    /** Whether it runs on a JVM, which must have compiled a path before that can be measured. */
    boolean isJvm();

    /** What it is measured under. */
    Set<Scenario> scenarios();

    /** Whether no goal looks at it: such peers get fewer rounds. */
    boolean isBeside();

    /**
     * Sees whether it really does the job.
     *
     * @param folder an empty folder of its own
     * @throws CompareException saying what was expected and what was found
     */
    void check(Path folder);

    /** Starts it on an empty folder of its own, ready to be measured. */
    Running start(Path folder);

    /** A peer that runs. */
    interface Running extends AutoCloseable {

        /**
         * Measures one scenario.
         *
         * @param run a name for files, unique
         */
        Figures measure(Scenario scenario, String run, Window window);

        /** What it has taken of the processors so far. Asked of peers on a JVM only. */
        default Effort effort() {
            return new Effort(0, 0);
        }

        @Override
        void close();
    }

    /**
     * Processor time in nanoseconds.
     *
     * @param cpuNanos      all of it
     * @param compilerNanos the part of it that its JVM's compilers took
     */
    record Effort(long cpuNanos, long compilerNanos) {}

    /**
     * How long a run lasts, and how fast it is.
     *
     * @param warmUp    before it
     * @param measured  the run
     * @param perSecond the open-loop scenario's rate
     */
    record Window(Duration warmUp, Duration measured, double perSecond) {}
}
