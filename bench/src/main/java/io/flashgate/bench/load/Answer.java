package io.flashgate.bench.load;

import java.nio.charset.StandardCharsets;

/**
 * What one answer said, overwritten by the next one. Texts are places in the bytes that were read, valid until more is read.
 * For one thread.
 */
final class Answer {

    /** There is no such text or number. */
    static final int ABSENT = -1;

    int status;
    boolean isReplayed;
    /** No more answers come on this connection. */
    boolean isLast;

    byte[] bytes;
    int bodyAt;
    int bodyLength;

    /** Of status, Content-Type, Location and body: what a repeat must say again. */
    long fingerprint;

    int orderIdAt;
    int orderIdLength;
    int buyerAt;
    int buyerLength;
    int codeAt;
    int codeLength;
    long sequence;
    boolean isFinal;

    boolean isAccepted() {
        return status == 201;
    }

    /** An order of purchases that can be told from others. */
    boolean hasOrder() {
        return orderIdAt != ABSENT;
    }

    /** A word of the server's that it must keep: a sale, or a refusal that was sequenced. */
    boolean isBinding() {
        return isAccepted() || status >= 400 && status < 500 && sequence != ABSENT;
    }

    /** The server had no time: says nothing of the purchase. */
    boolean isPassing() {
        return status == 429 || status == 503;
    }

    long orderIdHash() {
        return Fingerprint.of(bytes, orderIdAt, orderIdLength, 0);
    }

    String text(final int at, final int length) {
        return at == ABSENT ? "" : new String(bytes, at, length, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return status
                + (codeAt == ABSENT ? "" : " " + text(codeAt, codeLength))
                + (hasOrder() ? " " + text(orderIdAt, orderIdLength) : "");
    }
}
