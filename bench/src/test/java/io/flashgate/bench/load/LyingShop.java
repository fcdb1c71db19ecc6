package io.flashgate.bench.load;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A small shop over HTTP that keeps every promise but one. A thread for each connection. */
final class LyingShop implements AutoCloseable {

    /** Which promise it breaks. */
    enum Lie {
        NONE,
        SELLS_ONE_TOO_MANY,
        GIVES_ONE_ORDER_TWICE,
        GIVES_ONE_SEQUENCE_TWICE,
        FORGETS_WINNERS,
        CHANGES_A_LETTER,
        HIDES_REPEATS,
        CALLS_THE_FIRST_A_REPEAT,
        SELLS_AFTER_THE_END,
        NAMES_ANOTHER_BUYER,
        ANSWERS_WITHOUT_AN_ORDER,
        HANGS_UP_UNANSWERED,
        SWALLOWS_ONE,
        SPEAKS_NO_HTTP,
        DIES,
        // No lies, but ways of speaking.
        CHUNKS,
        CLOSES_EVERY_FIFTH,
        STALLS_ONCE,
        IS_SLOW
    }

    static final int STALL_MILLIS = 500;
    static final int SLOW_MILLIS = 20;

    private static final Pattern KEY = Pattern.compile("(?i)idempotency-key: *(\\S+)");
    private static final Pattern LENGTH = Pattern.compile("(?i)content-length: *(\\d+)");
    private static final Pattern BUYER = Pattern.compile("\"buyerId\":\"([^\"]+)\"");
    private static final int SOON = 20;

    private record Reply(int status, String body) {}

    private final Lie lie;
    private final int stock;
    private final ServerSocket listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    private final Map<String, Reply> answered = new HashMap<>();
    private int sold;
    private int sequence;
    private int requests;
    private boolean isStalled;

    LyingShop(final Lie lie, final int stock) throws IOException {
        this.lie = lie;
        this.stock = stock;
        daemon(this::accept);
    }

    String url() {
        return "http://127.0.0.1:" + listener.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    private static void daemon(final Runnable task) {
        final Thread thread = new Thread(task, "lying-shop");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                final Socket socket = listener.accept();
                socket.setTcpNoDelay(true);
                daemon(() -> serve(socket));
            } catch (final IOException e) {
                return;
            }
        }
    }

    private void serve(final Socket socket) {
        try (socket) {
            final InputStream in = new BufferedInputStream(socket.getInputStream());
            final OutputStream out = socket.getOutputStream();
            int served = 0;
            for (String head = head(in); head != null; head = head(in)) {
                final Matcher length = LENGTH.matcher(head);
                final String body = length.find() ? text(in, Integer.parseInt(length.group(1))) : "";
                final byte[] answer = answer(head, body, ++served);
                if (answer == null) {
                    return;
                }
                out.write(answer);
                out.flush();
                if (lie == Lie.CLOSES_EVERY_FIFTH && served % 5 == 0) {
                    return;
                }
            }
        } catch (final IOException e) {
            // The client is gone.
        }
    }

    /** Null: hang up. */
    private byte[] answer(final String head, final String body, final int served) {
        if (head.startsWith("GET ")) {
            return http(new Reply(200, "{\"items\":[{\"sku\":\"a\",\"stock\":" + stock + ",\"sold\":0}]}"), "", served);
        }
        final int request = next();
        if (lie == Lie.DIES && request >= SOON) {
            die();
            return null;
        }
        if (lie == Lie.IS_SLOW) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(SLOW_MILLIS));
        }
        synchronized (this) {
            // Everybody waits behind it.
            if (lie == Lie.STALLS_ONCE && request > SOON && !isStalled) {
                isStalled = true;
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(STALL_MILLIS));
            }
        }
        if (lie == Lie.SPEAKS_NO_HTTP && request == SOON) {
            return "220 smtp ready\r\n".getBytes(StandardCharsets.US_ASCII);
        }
        final String answer = decide(head, body, request, served);
        if (lie == Lie.HANGS_UP_UNANSWERED && request == SOON) {
            return null;
        }
        if (lie == Lie.SWALLOWS_ONE && request == SOON) {
            return new byte[0];
        }
        return answer.getBytes(StandardCharsets.UTF_8);
    }

    private void die() {
        try {
            close();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized int next() {
        return ++requests;
    }

    private synchronized String decide(final String head, final String body, final int request, final int served) {
        final Matcher key = KEY.matcher(head);
        final Matcher buyer = BUYER.matcher(body);
        if (!key.find() || !buyer.find()) {
            throw new UncheckedIOException(new IOException("not a purchase: " + head + body));
        }
        final Reply earlier = answered.get(key.group(1));
        if (earlier != null) {
            return new String(http(repeated(earlier), mark(true), served), StandardCharsets.UTF_8);
        }
        final Reply reply = first(buyer.group(1));
        answered.put(key.group(1), reply);
        return new String(
                http(reply, mark(lie == Lie.CALLS_THE_FIRST_A_REPEAT && request == SOON), served),
                StandardCharsets.UTF_8);
    }

    private String mark(final boolean isRepeat) {
        return isRepeat && lie != Lie.HIDES_REPEATS ? "Idempotent-Replayed: true\r\n" : "";
    }

    private Reply repeated(final Reply earlier) {
        if (lie == Lie.FORGETS_WINNERS && earlier.status == 201) {
            return new Reply(409, "{\"code\":\"sold-out\",\"sequence\":99999}");
        }
        return lie == Lie.CHANGES_A_LETTER ? new Reply(earlier.status, earlier.body.replace('s', 'S')) : earlier;
    }

    private Reply first(final String buyer) {
        sequence++;
        final int units = lie == Lie.SELLS_ONE_TOO_MANY ? stock + 1 : stock;
        final boolean isLateSale = lie == Lie.SELLS_AFTER_THE_END && sold == stock - 1 && sequence > stock + SOON;
        final boolean isEarlyEnd = lie == Lie.SELLS_AFTER_THE_END && sold == stock - 1 && !isLateSale;
        if (sold >= units || isEarlyEnd) {
            return new Reply(409, "{\"code\":\"sold-out\",\"sequence\":" + sequence + ",\"final\":true}");
        }
        sold++;
        final int order = lie == Lie.GIVES_ONE_ORDER_TWICE && sold == 2 ? 1 : sold;
        final int number = lie == Lie.GIVES_ONE_SEQUENCE_TWICE && sold == 2 ? sequence - 1 : sequence;
        final String owner = lie == Lie.NAMES_ANOTHER_BUYER && sold == 2 ? "mallory" : buyer;
        final String id = lie == Lie.ANSWERS_WITHOUT_AN_ORDER && sold == 2 ? "" : "\"orderId\":\"s-" + order + "\",";
        return new Reply(201, "{" + id + "\"buyerId\":\"" + owner + "\",\"sequence\":" + number + "}");
    }

    private byte[] http(final Reply reply, final String headers, final int served) {
        final String close = lie == Lie.CLOSES_EVERY_FIFTH && served % 5 == 0 ? "Connection: close\r\n" : "";
        final String head = "HTTP/1.1 " + reply.status + " So\r\nContent-Type: application/json\r\n" + headers + close;
        final int half = reply.body.length() / 2;
        return (lie == Lie.CHUNKS
                        ? head + "Transfer-Encoding: chunked\r\n\r\n" + chunk(reply.body.substring(0, half))
                                + chunk(reply.body.substring(half)) + "0\r\n\r\n"
                        : head + "Content-Length: " + reply.body.length() + "\r\n\r\n" + reply.body)
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String chunk(final String text) {
        return Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
    }

    /** Null at the end of the connection. */
    private static String head(final InputStream in) throws IOException {
        final StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            final int c = in.read();
            if (c < 0) {
                return null;
            }
            head.append((char) c);
        }
        return head.toString();
    }

    private static String text(final InputStream in, final int length) throws IOException {
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }
}
