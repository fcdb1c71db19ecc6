package io.flashgate.gateway.crash;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A gateway's barriers, purchases and answers in the order in which the kernel saw them, read from a trace.
 *
 * <pre>
 *   read(socket, POST …)          the purchase is here: its record cannot be older than this
 *        fdatasync(journal) …     begins after it
 *        … = 0                    and has returned
 *   write(socket, HTTP/1.1 201)   before this begins
 * </pre>
 *
 * Appends are stores into mapped memory and no system calls; but a record is appended after its request was read, so a
 * barrier that begins behind the read and ends before the answer is what a covered answer needs at least.
 */
final class SystemCalls {

    private static final Pattern UNFINISHED = Pattern.compile("^(\\d+)\\s+(\\w+)\\((.*)<unfinished \\.\\.\\.>$");
    private static final Pattern RESUMED = Pattern.compile("^(\\d+)\\s+<\\.\\.\\. (\\w+) resumed>(.*)$");
    private static final Pattern WHOLE = Pattern.compile("^(\\d+)\\s+(\\w+)\\((.*)$");
    private static final Pattern RESULT = Pattern.compile("= (-?\\d+)[^=]*$");
    private static final Pattern SOCKET = Pattern.compile("^(?:msg_hdr=)?(\\d+<TCP(?:v6)?:\\[.*?\\]>)");
    private static final Pattern ANSWER = Pattern.compile("HTTP/1\\.1 (\\d{3}) ");
    private static final int ANSWER_BYTES = "HTTP/1.1 201 ".length();
    private static final String PURCHASE = "POST /v1/sales/";

    /** Of a purchase that was answered, in lines of the trace. */
    record Sale(int readAt, int answeredAt, int status) {}

    /** One call to the journal's file. */
    record Barrier(int beganAt, int endedAt, boolean isDone) {}

    private final List<Sale> answers = new ArrayList<>();
    private final List<Barrier> barriers = new ArrayList<>();
    private int forcedAhead;
    private final Map<String, Deque<Integer>> waiting = new HashMap<>();
    private final Map<String, String> ends = new HashMap<>();

    private SystemCalls() {}

    /** Whether {@code strace} is here and may be used. */
    static boolean canBeTraced() throws InterruptedException {
        try {
            final Process tried = new ProcessBuilder("strace", "--seccomp-bpf", "-f", "-o", "/dev/null", "true")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return tried.waitFor(10, TimeUnit.SECONDS) && tried.exitValue() == 0;
        } catch (final IOException absent) {
            return false;
        }
    }

    /** Writes a gateway's trace to a file. */
    static List<String> traceTo(final Path file) {
        return List.of(
                "strace",
                "-f",
                "--seccomp-bpf",
                "-yy",
                "-s",
                "65536",
                "-e",
                "trace=fdatasync,fsync,msync,read,readv,recvfrom,recvmsg,write,writev,sendto,sendmsg",
                "-e",
                "signal=none",
                "-o",
                file.toString());
    }

    /** As {@link #traceTo}; and from its n-th barrier on, each thread's barriers fail. */
    static List<String> traceWithFailingBarriers(final Path file, final int fromNth) {
        final List<String> command = new ArrayList<>(traceTo(file));
        command.addAll(List.of("-e", "inject=fdatasync,fsync:error=EIO:when=" + fromNth + "+"));
        return command;
    }

    static SystemCalls read(final Path trace) throws IOException {
        final SystemCalls calls = new SystemCalls();
        final Map<String, Integer> begun = new HashMap<>();
        final Map<String, String> arguments = new HashMap<>();
        int at = 0;
        for (final String line : Files.readAllLines(trace, StandardCharsets.ISO_8859_1)) {
            at++;
            final Matcher unfinished = UNFINISHED.matcher(line);
            final Matcher resumed = RESUMED.matcher(line);
            final Matcher whole = WHOLE.matcher(line);
            if (unfinished.matches()) {
                begun.put(unfinished.group(1), at);
                arguments.put(unfinished.group(1), unfinished.group(3));
            } else if (resumed.matches()) {
                final Integer beganAt = begun.remove(resumed.group(1));
                if (beganAt != null) {
                    final String all = arguments.remove(resumed.group(1)) + resumed.group(3);
                    calls.onCall(resumed.group(2), all, beganAt, at);
                }
            } else if (whole.matches()) {
                calls.onCall(whole.group(2), whole.group(3), at, at);
            }
        }
        return calls;
    }

    /** Answers to purchases, in the order in which they left. */
    List<Sale> answers() {
        return answers;
    }

    /** Calls that force a file or a folder. */
    List<Barrier> barriers() {
        return barriers;
    }

    /** Calls that force what nobody has written to yet. */
    int forcedAhead() {
        return forcedAhead;
    }

    /** Whether a barrier began behind the purchase's reading and had returned well before its answer left. */
    boolean isCovered(final Sale sale) {
        return barriers.stream()
                .anyMatch(barrier ->
                        barrier.isDone && barrier.beganAt > sale.readAt && barrier.endedAt < sale.answeredAt);
    }

    private void onCall(final String name, final String call, final int beganAt, final int endedAt) {
        final Matcher result = RESULT.matcher(call);
        if (!result.find()) {
            return;
        }
        final long returned = Long.parseLong(result.group(1));
        if (name.equals("fdatasync") || name.equals("fsync")) {
            barriers.add(new Barrier(beganAt, endedAt, returned == 0));
            return;
        }
        if (name.equals("msync")) {
            // Of blocks that were allocated ahead: no answer may rely on it.
            forcedAhead++;
            return;
        }
        final Matcher socket = SOCKET.matcher(call);
        if (!socket.find() || returned <= 0) {
            return;
        }
        final Deque<Integer> asked = waiting.computeIfAbsent(socket.group(1), unseen -> new ArrayDeque<>());
        if (name.startsWith("re")) {
            final String text = joined("read " + socket.group(1), call, PURCHASE.length() - 1);
            for (int from = text.indexOf(PURCHASE); from >= 0; from = text.indexOf(PURCHASE, from + 1)) {
                asked.add(endedAt);
            }
            return;
        }
        final Matcher answer = ANSWER.matcher(joined("written " + socket.group(1), call, ANSWER_BYTES - 1));
        while (answer.find() && !asked.isEmpty()) {
            answers.add(new Sale(asked.remove(), beganAt, Integer.parseInt(answer.group(1))));
        }
    }

    /** The bytes of a call, behind the last few of the call before it on this socket: calls end anywhere. */
    private String joined(final String stream, final String call, final int kept) {
        final int from = call.indexOf('"') + 1;
        final String text = ends.getOrDefault(stream, "") + call.substring(from, Math.max(from, call.lastIndexOf('"')));
        ends.put(stream, text.substring(Math.max(0, text.length() - kept)));
        return text;
    }
}
