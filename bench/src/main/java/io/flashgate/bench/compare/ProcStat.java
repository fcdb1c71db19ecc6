package io.flashgate.bench.compare;

/**
 * What {@code /proc/PID/stat} says of a process's processor time, or {@code /proc/PID/task/TID/stat} of a thread's.
 *
 * @param pid           the process, or the thread
 * @param name          its name's first 15 characters
 * @param parent        its parent
 * @param userTicks     its threads' time in user space
 * @param kernelTicks   its threads' time in system calls and page faults
 * @param reapedTicks   both of those of children that have ended and were waited for
 */
record ProcStat(long pid, String name, long parent, long userTicks, long kernelTicks, long reapedTicks) {

    private static final int PARENT = 1;
    private static final int USER = 11;
    private static final int LEAST_FIELDS = 15;

    /**
     * @param text the file's one line
     * @throws IllegalArgumentException if it is not such a line
     */
    static ProcStat parse(final String text) {
        // The second field is the program's name in parentheses, and may hold spaces and parentheses itself.
        final int open = text.indexOf('(');
        final int close = text.lastIndexOf(')');
        if (open < 2 || close < open) {
            throw wrong(text);
        }
        final String[] fields = text.substring(close + 1).strip().split(" +");
        if (fields.length < LEAST_FIELDS) {
            throw wrong(text);
        }
        try {
            return new ProcStat(
                    Long.parseLong(text.substring(0, open).strip()),
                    text.substring(open + 1, close),
                    Long.parseLong(fields[PARENT]),
                    Long.parseLong(fields[USER]),
                    Long.parseLong(fields[USER + 1]),
                    Long.parseLong(fields[USER + 2]) + Long.parseLong(fields[USER + 3]));
        } catch (final NumberFormatException notNumbers) {
            throw wrong(text);
        }
    }

    /** All of it. */
    long ticks() {
        return userTicks + kernelTicks + reapedTicks;
    }

    private static IllegalArgumentException wrong(final String text) {
        return new IllegalArgumentException("expected a line as of /proc/PID/stat, found: " + text.strip());
    }
}
