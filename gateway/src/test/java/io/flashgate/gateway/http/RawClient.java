package io.flashgate.gateway.http;

import io.flashgate.gateway.Eventually;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A socket that sends whatever bytes it is told to, and reads whole responses, with a deadline on each read. */
final class RawClient implements AutoCloseable {

    private static final Duration DEADLINE = Eventually.DEADLINE;

    private final Socket socket = new Socket();
    private final OutputStream out;
    private final InputStream in;

    private RawClient(final InetSocketAddress address, final int receiveBufferBytes) throws IOException {
        if (receiveBufferBytes > 0) {
            socket.setReceiveBufferSize(receiveBufferBytes);
        }
        socket.setTcpNoDelay(true);
        socket.setSoTimeout((int) DEADLINE.toMillis());
        socket.connect(address, (int) DEADLINE.toMillis());
        out = socket.getOutputStream();
        in = new BufferedInputStream(socket.getInputStream(), 1024);
    }

    static RawClient to(final InetSocketAddress address) throws IOException {
        return new RawClient(address, 0);
    }

    /** A client whose system takes few bytes unread. */
    static RawClient withSmallEar(final InetSocketAddress address) throws IOException {
        return new RawClient(address, 2_048);
    }

    RawClient send(final String text) throws IOException {
        return send(text.getBytes(StandardCharsets.UTF_8));
    }

    RawClient send(final byte[] bytes) throws IOException {
        return send(bytes, 0, bytes.length);
    }

    RawClient send(final byte[] bytes, final int from, final int count) throws IOException {
        out.write(bytes, from, count);
        out.flush();
        return this;
    }

    /** Sends in a thread of its own, for a text that is not taken as a whole before its answers are read. */
    Thread sendAside(final String text) {
        final Thread sender = new Thread(() -> {
            try {
                send(text);
            } catch (final IOException broken) {
                throw new UncheckedIOException(broken);
            }
        });
        sender.start();
        return sender;
    }

    /** Says that nothing more will be sent; still listens. */
    RawClient endSending() throws IOException {
        socket.shutdownOutput();
        return this;
    }

    /** Sends a request and reads its response. */
    Reply ask(final String request) throws IOException {
        return send(request).read(request.startsWith("HEAD "));
    }

    Reply read() throws IOException {
        return read(false);
    }

    /** Reads the next response; interim ones (1xx) too. */
    Reply read(final boolean toHead) throws IOException {
        final String statusLine = line();
        if (!statusLine.matches("HTTP/1\\.1 [1-5]\\d\\d .*")) {
            throw new IOException("expected a status line, found \"" + statusLine + '"');
        }
        final int status = Integer.parseInt(statusLine.substring(9, 12));
        final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String header = line(); !header.isEmpty(); header = line()) {
            final int colon = header.indexOf(':');
            headers.computeIfAbsent(header.substring(0, colon), name -> new ArrayList<>())
                    .add(header.substring(colon + 1).strip());
        }
        if (toHead || status < 200 || status == 204 || status == 304) {
            return new Reply(status, headers, new byte[0], 0);
        }
        if (headers.containsKey("Transfer-Encoding")) {
            return chunked(status, headers);
        }
        if (headers.containsKey("Content-Length")) {
            final int length = Integer.parseInt(headers.get("Content-Length").get(0));
            return new Reply(status, headers, exactly(length), 1);
        }
        return new Reply(status, headers, in.readAllBytes(), 1);
    }

    /** Reads on to the end of the stream; empty if the server had said all it had to say. A reset is not an end. */
    String readToEnd() throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }

    /** Whether the server ends the connection, be it by a reset, without saying anything more. */
    boolean isEnded() throws IOException {
        try {
            return in.read() < 0;
        } catch (final java.net.SocketTimeoutException stillOpen) {
            return false;
        } catch (final java.net.SocketException reset) {
            return true;
        }
    }

    /** Whether something can be read at once. */
    boolean hasInput() throws IOException {
        return in.available() > 0;
    }

    /** Ends the connection with a reset, as a process that dies with unread input does. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /** Ends the connection in good order and listens no more. */
    void leave() throws IOException {
        socket.close();
    }

    @Override
    public void close() throws IOException {
        leave();
    }

    private Reply chunked(final int status, final Map<String, List<String>> headers) throws IOException {
        final ByteArrayOutputStream body = new ByteArrayOutputStream();
        int pieces = 0;
        while (true) {
            final int length = Integer.parseInt(line(), 16);
            if (length == 0) {
                if (!line().isEmpty()) {
                    throw new IOException("expected the end of the last chunk");
                }
                return new Reply(status, headers, body.toByteArray(), pieces);
            }
            body.write(exactly(length));
            if (!line().isEmpty()) {
                throw new IOException("expected the end of a chunk");
            }
            pieces++;
        }
    }

    private byte[] exactly(final int length) throws IOException {
        final byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("expected a body of " + length + " bytes, found " + bytes.length);
        }
        return bytes;
    }

    private String line() throws IOException {
        final StringBuilder line = new StringBuilder();
        while (true) {
            final int c = in.read();
            if (c < 0) {
                throw new EOFException("the server ended the connection after \"" + line + '"');
            }
            if (c == '\n') {
                if (line.length() == 0 || line.charAt(line.length() - 1) != '\r') {
                    throw new IOException("expected CRLF after \"" + line + '"');
                }
                line.setLength(line.length() - 1);
                return line.toString();
            }
            line.append((char) c);
        }
    }
}
