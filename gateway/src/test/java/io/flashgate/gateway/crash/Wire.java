package io.flashgate.gateway.crash;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * One kept-alive HTTP/1.1 connection, close to the bytes: requests can be sent without waiting for answers, and an answer
 * counts as heard only when all of it has arrived.
 */
final class Wire implements AutoCloseable {

    /** Longer than anything here may take; a gateway that is silent for so long has lost an answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Socket socket;
    private final InputStream in;

    private Wire(final Socket socket) throws IOException {
        this.socket = socket;
        in = new BufferedInputStream(socket.getInputStream(), 64 * 1024);
    }

    static Wire to(final URI gateway) throws IOException {
        return to(new InetSocketAddress(gateway.getHost(), gateway.getPort()));
    }

    static Wire to(final InetSocketAddress address) throws IOException {
        final Socket socket = new Socket();
        socket.setTcpNoDelay(true);
        socket.setSoTimeout((int) PATIENCE.toMillis());
        socket.connect(address, (int) PATIENCE.toMillis());
        return new Wire(socket);
    }

    /** Makes a request's bytes. */
    static byte[] request(final String method, final String target, final String body, final String... headers) {
        final StringBuilder head = new StringBuilder(method + ' ' + target + " HTTP/1.1\r\nHost: crash.test\r\n");
        for (int i = 0; i < headers.length; i += 2) {
            head.append(headers[i]).append(": ").append(headers[i + 1]).append("\r\n");
        }
        final byte[] bytes = body == null ? new byte[0] : body.getBytes(StandardCharsets.UTF_8);
        if (body != null) {
            head.append("Content-Type: application/json\r\nContent-Length: ").append(bytes.length);
            head.append("\r\n");
        }
        final ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
        request.writeBytes(bytes);
        return request.toByteArray();
    }

    void send(final byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    /** Sends one request and hears its answer. */
    Heard ask(final byte[] request) throws IOException {
        send(request);
        return hear();
    }

    /**
     * Whether an answer begins to arrive within this time. Nothing of it is taken.
     *
     * @throws EOFException if the connection ends
     */
    boolean hearsWithin(final Duration time) throws IOException {
        socket.setSoTimeout((int) time.toMillis());
        in.mark(1);
        try {
            if (in.read() < 0) {
                throw new EOFException();
            }
            in.reset();
            return true;
        } catch (final SocketTimeoutException silence) {
            return false;
        } finally {
            socket.setSoTimeout((int) PATIENCE.toMillis());
        }
    }

    /**
     * The next whole answer.
     *
     * @throws IOException if the connection ends before it is whole
     */
    Heard hear() throws IOException {
        final String statusLine = line();
        final Map<String, String> headers = new HashMap<>();
        for (String header = line(); !header.isEmpty(); header = line()) {
            final int colon = header.indexOf(':');
            headers.put(
                    header.substring(0, colon).toLowerCase(Locale.ROOT),
                    header.substring(colon + 1).strip());
        }
        final int status = Integer.parseInt(statusLine.split(" ")[1]);
        final byte[] body = "chunked".equals(headers.get("transfer-encoding"))
                ? chunks()
                : bytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
        return Heard.of(status, headers, body);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private byte[] chunks() throws IOException {
        final ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            final int length = Integer.parseInt(line(), 16);
            body.writeBytes(bytes(length));
            line();
            if (length == 0) {
                return body.toByteArray();
            }
        }
    }

    private byte[] bytes(final int length) throws IOException {
        final byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException();
        }
        return bytes;
    }

    private String line() throws IOException {
        final StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException();
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }
}
