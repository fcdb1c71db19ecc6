package io.flashgate.bench.load;

import io.flashgate.bench.load.Violation.Kind;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.agrona.collections.LongArrayList;

/**
 * What one thread's requests heard: ten bytes a request, and for each sale its order, its sequence and who bought. Contradictions
 * between two answers to one request are found at once, those between requests by the {@link Audit} in the end.
 * For one thread at a time.
 */
final class Ledger {

    /** What to do about a repeat's answer. */
    enum Repeat {
        /** It was compared, or there is nothing to compare with. */
        SETTLED,
        /** The server had no time; ask once more. */
        AGAIN
    }

    private static final int CHUNK_BITS = 16;
    private static final int CHUNK = 1 << CHUNK_BITS;

    private static final short UNSENT = 0;
    private static final short SENT = 1;
    private static final short LOST = 2;
    /** Set where the answer binds the server. */
    private static final short BINDING = 1 << 12;

    private final Identities identities;
    private final int thread;
    private final int threads;
    private final RunState state;
    private final Findings findings = new Findings();

    private short[][] states = {};
    private long[][] fingerprints = {};

    private final LongArrayList orders = new LongArrayList(1 << 12, Long.MIN_VALUE);
    private final LongArrayList sequences = new LongArrayList(1 << 12, Long.MIN_VALUE);
    private final LongArrayList owners = new LongArrayList(1 << 12, Long.MIN_VALUE);

    private final byte[] buyerName;
    private long comparedCount;
    private long unansweredCount;
    private long foundCount;

    Ledger(final Identities identities, final int thread, final int threads, final RunState state) {
        this.identities = identities;
        this.thread = thread;
        this.threads = threads;
        this.state = state;
        buyerName = (identities.prefix() + "0".repeat(Identities.DIGITS)).getBytes(StandardCharsets.US_ASCII);
    }

    void onSent(final int number) {
        final int chunk = number >>> CHUNK_BITS;
        if (chunk == states.length) {
            states = Arrays.copyOf(states, chunk + 1);
            states[chunk] = new short[CHUNK];
            fingerprints = Arrays.copyOf(fingerprints, chunk + 1);
            fingerprints[chunk] = new long[CHUNK];
        }
        if (state(number) == UNSENT) {
            set(number, SENT);
        }
    }

    /** No answer came to an attempt, and none will. */
    void onUnanswered(final int number) {
        if (state(number) == SENT) {
            set(number, LOST);
            unansweredCount++;
        }
    }

    /** The first answer to a request, be it after several attempts. */
    void onAnswer(final int number, final Answer answer, final long sentNanos, final long nowNanos) {
        final boolean wasUnanswered = state(number) == LOST;
        final long request = request(number);
        if (wasUnanswered) {
            foundCount++;
            unansweredCount--;
        } else if (answer.isReplayed) {
            findings.add(Kind.MARKED_FIRST, () -> "key " + identities.key(request) + " heard " + answer);
        }
        if (answer.isAccepted()) {
            onSold(request, answer, sentNanos);
        } else if (answer.isFinal) {
            state.onFinal(nowNanos);
        }
        set(number, (short) (answer.status | (answer.isBinding() ? BINDING : 0)));
        fingerprints[number >>> CHUNK_BITS][number & CHUNK - 1] = answer.fingerprint;
    }

    /** The answer to a request that had been answered before. */
    Repeat onRepeat(final int number, final Answer answer) {
        if (answer.isPassing()) {
            return Repeat.AGAIN;
        }
        if ((state(number) & BINDING) == 0) {
            return Repeat.SETTLED;
        }
        comparedCount++;
        final int first = state(number) & ~BINDING;
        if (answer.fingerprint != fingerprints[number >>> CHUNK_BITS][number & CHUNK - 1]) {
            findings.add(
                    Kind.CHANGED,
                    () -> "key " + identities.key(request(number)) + " heard " + first + " first, then " + answer
                            + (answer.status == first ? " with another text" : ""));
        } else if (!answer.isReplayed) {
            findings.add(Kind.UNMARKED_REPEAT, () -> "key " + identities.key(request(number)) + " heard " + answer);
        }
        return Repeat.SETTLED;
    }

    void onMalformed(final String what) {
        findings.add(Kind.MALFORMED, () -> what);
    }

    void onUnasked() {
        findings.add(Kind.UNASKED, () -> "on a connection where nothing had been asked");
    }

    /** Whether the request's answer, if it has one, binds the server. */
    boolean isBound(final int number) {
        return (state(number) & BINDING) != 0;
    }

    Findings findings() {
        return findings;
    }

    /** Repeats that were compared with the first answer. */
    long comparedCount() {
        return comparedCount;
    }

    /** Requests that no attempt brought an answer. */
    long unansweredCount() {
        return unansweredCount;
    }

    /** Requests that were answered after their first attempt was not. */
    long foundCount() {
        return foundCount;
    }

    /** Hashes of the orders that were sold; of the sequences and owners in the same places. */
    LongArrayList orders() {
        return orders;
    }

    /** {@link Answer#ABSENT} where the answer had none. */
    LongArrayList sequences() {
        return sequences;
    }

    /** The requests, by their numbers over all threads. */
    LongArrayList owners() {
        return owners;
    }

    private void onSold(final long request, final Answer answer, final long sentNanos) {
        if (!answer.hasOrder()) {
            findings.add(Kind.WITHOUT_ORDER, () -> "key " + identities.key(request) + " heard " + answer);
        }
        orders.addLong(answer.hasOrder() ? answer.orderIdHash() : Identities.mix(request));
        sequences.addLong(answer.sequence);
        owners.addLong(request);
        if (!answer.isReplayed && state.wasFinalAt(sentNanos)) {
            findings.add(Kind.SOLD_AFTER_THE_END, () -> "key " + identities.key(request) + " heard " + answer);
        }
        if (answer.buyerAt != Answer.ABSENT && !isBuyer(request, answer)) {
            findings.add(
                    Kind.OTHER_BUYER,
                    () -> "key " + identities.key(request) + " heard " + answer + " of buyer "
                            + answer.text(answer.buyerAt, answer.buyerLength));
        }
    }

    private boolean isBuyer(final long request, final Answer answer) {
        if (answer.buyerLength != buyerName.length) {
            return false;
        }
        Identities.putHex(identities.buyerDigits(request), buyerName, buyerName.length - Identities.DIGITS);
        return Arrays.equals(
                buyerName, 0, buyerName.length, answer.bytes, answer.buyerAt, answer.buyerAt + answer.buyerLength);
    }

    /** The request's number over all threads. */
    long request(final int number) {
        return (long) number * threads + thread;
    }

    private short state(final int number) {
        return states[number >>> CHUNK_BITS][number & CHUNK - 1];
    }

    private void set(final int number, final short to) {
        states[number >>> CHUNK_BITS][number & CHUNK - 1] = to;
    }
}
