package io.flashgate.bench.compare;

import java.nio.file.Path;

/**
 * How much of its processors a virtual machine did not get, because its host gave them to somebody else ("steal" in
 * {@code proc(5)}). What was measured meanwhile was measured on a smaller machine.
 *
 * @param total  clock ticks of all processors since the machine's start
 * @param stolen those of them that somebody else had
 */
record StolenTime(long total, long stolen) {

    private static final Path STAT = Path.of("/proc/stat");
    private static final int FIRST = 1;
    private static final int STOLEN = 8;

    static StolenTime now() {
        return parse(Template.read(STAT));
    }

    /**
     * @param stat the file's text; its first line sums up all processors
     * @throws IllegalArgumentException if it does not begin with such a line
     */
    static StolenTime parse(final String stat) {
        final String line = stat.lines().findFirst().orElse("");
        final String[] fields = line.split(" +");
        if (!fields[0].equals("cpu") || fields.length <= STOLEN) {
            throw new IllegalArgumentException("expected a line as of /proc/stat, found: " + line);
        }
        long total = 0;
        // What follows is a guest's time, which is in the user's already.
        for (int i = FIRST; i <= STOLEN; i++) {
            total += Long.parseLong(fields[i]);
        }
        return new StolenTime(total, Long.parseLong(fields[STOLEN]));
    }

    /** The part of all processors that was stolen since then, 0–1. */
    double shareSince(final StolenTime before) {
        return total == before.total ? 0 : (double) (stolen - before.stolen) / (total - before.total);
    }
}
