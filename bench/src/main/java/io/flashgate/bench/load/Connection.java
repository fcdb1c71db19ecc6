package io.flashgate.bench.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * One connection: the requests that wait for their answers, in order, and the bytes that are not whole yet in either direction.
 * Everything of the many connections that can be shared (buffers, parser) is the {@link Session}'s. For one thread.
 */
final class Connection implements Poller.Ready {

    /** What a connection shares with its neighbours, and whom it tells. */
    interface Session {
        Poller poller();

        AnswerParser parser();

        /** An empty direct buffer to read into. */
        ByteBuffer emptyIn();

        /** Room to parse in, this large at least; what was in it may be lost. */
        byte[] scratch(int length);

        void onOpen(Connection connection);

        /** The connection may take another request. */
        void onRoom(Connection connection);

        void onAnswer(int entry, long dueNanos, long sentNanos, Answer answer, long nowNanos);

        /** @param isInOrder whether the server had said that it would close the connection */
        void onUnanswered(int entry, boolean isInOrder);

        /** @param reason null if the server just ended it */
        void onClosed(Connection connection, IOException reason);

        void onMalformed(String what);

        void onUnasked();
    }

    private enum State {
        CLOSED,
        CONNECTING,
        OPEN
    }

    private static final byte[] NOTHING = {};

    private final int index;
    private final int pipeline;
    private final Session session;

    private final int mask;
    private final int[] entries;
    private final long[] dueNanos;
    private final long[] sentNanos;
    private int head;
    private int tail;

    private State state = State.CLOSED;
    private Wire wire;
    private byte[] rest = NOTHING;
    private int restLength;
    private ByteBuffer unsent;

    /** Whether it stands in its session's queue of those with room. */
    boolean isQueued;

    /** When to try to connect again, while it is closed. */
    long reopenNanos;

    Connection(final int index, final int pipeline, final Session session) {
        this.index = index;
        this.pipeline = pipeline;
        this.session = session;
        final int capacity = Integer.highestOneBit(Math.max(1, pipeline - 1)) * 2;
        mask = capacity - 1;
        entries = new int[capacity];
        dueNanos = new long[capacity];
        sentNanos = new long[capacity];
    }

    int index() {
        return index;
    }

    boolean isClosed() {
        return state == State.CLOSED;
    }

    boolean hasRoom() {
        return state == State.OPEN && tail - head < pipeline && unsent == null;
    }

    /** When the oldest request without an answer was sent; {@link Long#MAX_VALUE} if there is none. */
    long waitingSinceNanos() {
        return head == tail ? Long.MAX_VALUE : sentNanos[head & mask];
    }

    /** Begins to connect; failure is told like the end of a connection. */
    void open(final InetSocketAddress address) {
        state = State.CONNECTING;
        try {
            wire = session.poller().connect(address, this);
        } catch (final IOException e) {
            close(false, e);
        }
    }

    /** Notes a request whose bytes are about to be written. */
    void push(final int entry, final long due, final long sent) {
        entries[tail & mask] = entry;
        dueNanos[tail & mask] = due;
        sentNanos[tail & mask] = sent;
        tail++;
    }

    /** Writes the bytes of pushed requests; what the system does not take now follows when it can. */
    void write(final ByteBuffer bytes) {
        try {
            wire.write(bytes);
            if (bytes.hasRemaining()) {
                unsent = ByteBuffer.allocateDirect(bytes.remaining()).put(bytes).flip();
                wire.wantWritable(true);
            }
        } catch (final IOException e) {
            close(false, e);
        }
    }

    /** Ends it; requests without an answer are told. */
    void close(final boolean isInOrder, final IOException reason) {
        if (state == State.CLOSED) {
            return;
        }
        state = State.CLOSED;
        if (wire != null) {
            wire.close();
            wire = null;
        }
        restLength = 0;
        unsent = null;
        while (head != tail) {
            session.onUnanswered(entries[head++ & mask], isInOrder);
        }
        session.onClosed(this, reason);
    }

    @Override
    public void onReady(final boolean canRead, final boolean canWrite) {
        try {
            if (canWrite && state == State.CONNECTING) {
                wire.finishConnect();
                wire.wantWritable(false);
                state = State.OPEN;
                session.onOpen(this);
                session.onRoom(this);
            } else if (canWrite && unsent != null) {
                writeOn();
            }
            if (canRead && state == State.OPEN) {
                read();
            } else if (canRead && state == State.CONNECTING) {
                wire.finishConnect();
            }
        } catch (final IOException e) {
            close(false, e);
        } catch (final MalformedAnswerException e) {
            session.onMalformed(e.getMessage());
            close(false, null);
        }
    }

    private void writeOn() throws IOException {
        wire.write(unsent);
        if (!unsent.hasRemaining()) {
            unsent = null;
            wire.wantWritable(false);
            session.onRoom(this);
        }
    }

    private void read() throws IOException, MalformedAnswerException {
        final ByteBuffer in = session.emptyIn();
        final int count = wire.read(in);
        if (count == 0) {
            return;
        }
        final boolean isEnded = count < 0;
        final int length = restLength + Math.max(0, count);
        final byte[] bytes = session.scratch(length);
        System.arraycopy(rest, 0, bytes, 0, restLength);
        if (!isEnded) {
            in.flip().get(bytes, restLength, count);
        }
        restLength = 0;
        final int parsed = answers(bytes, length, isEnded);
        if (state != State.OPEN) {
            return;
        }
        if (isEnded) {
            close(false, null);
            return;
        }
        keep(bytes, parsed, length);
        if (hasRoom()) {
            session.onRoom(this);
        }
    }

    /** Tells the whole answers. @return where the rest begins */
    private int answers(final byte[] bytes, final int length, final boolean isEnded) throws MalformedAnswerException {
        final AnswerParser parser = session.parser();
        final long nowNanos = System.nanoTime();
        int at = 0;
        while (at < length) {
            final int end = parser.parse(bytes, at, length, isEnded);
            if (end == AnswerParser.INCOMPLETE) {
                break;
            }
            at = end;
            final Answer answer = parser.answer();
            if (head == tail) {
                // A 408 is how a server may say goodbye to a connection that asks nothing.
                if (answer.status != 408) {
                    session.onUnasked();
                }
                close(true, null);
                break;
            }
            final int slot = head++ & mask;
            session.onAnswer(entries[slot], dueNanos[slot], sentNanos[slot], answer, nowNanos);
            if (answer.isLast) {
                close(true, null);
                break;
            }
        }
        return at;
    }

    private void keep(final byte[] bytes, final int from, final int to) {
        restLength = to - from;
        if (restLength > rest.length) {
            rest = Arrays.copyOf(rest, 2 * restLength);
        }
        System.arraycopy(bytes, from, rest, 0, restLength);
    }
}
