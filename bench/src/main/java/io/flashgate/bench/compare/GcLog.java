package io.flashgate.bench.compare;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a JVM's log of garbage collections, as of {@code -Xlog:gc}. */
final class GcLog {

    private static final Pattern PAUSE = Pattern.compile("(?m)\\bPause [^\\n]*?(\\d+\\.\\d+)ms$");

    private GcLog() {}

    /** The longest pause in ms; 0 if there was none. */
    static double longestPauseMillis(final String log) {
        double longest = 0;
        final Matcher pause = PAUSE.matcher(log);
        while (pause.find()) {
            longest = Math.max(longest, Double.parseDouble(pause.group(1)));
        }
        return longest;
    }
}
