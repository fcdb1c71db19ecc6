package io.flashgate.bench.load;

import java.nio.charset.StandardCharsets;

/**
 * Who buys, with which key: all of it a function of the run's name, its seed and the request's number. Two numbers never
 * give one name: the digits are a permutation of the number. Immutable.
 */
final class Identities {

    /** Characters of a name after the run's. */
    static final int DIGITS = 16;

    private static final long GOLDEN = 0x9e3779b97f4a7c15L;
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private final String run;
    private final long buyers;
    private final long keySeed;
    private final long buyerSeed;
    private final long choiceSeed;

    /**
     * @param run    1–40 of {@code A-Z a-z 0-9 . _ -}
     * @param buyers how many there are, taking turns; 0: one per request
     */
    Identities(final String run, final long seed, final long buyers) {
        this.run = run;
        this.buyers = buyers;
        this.keySeed = mix(seed);
        this.buyerSeed = mix(seed + 1);
        this.choiceSeed = mix(seed + 2);
    }

    /** What every key and every buyer's name begins with. */
    String prefix() {
        return run + '-';
    }

    /** The buyer's number of a request's. */
    long buyer(final long request) {
        return buyers == 0 ? request : request % buyers;
    }

    /** The digits of the request's key. */
    long keyDigits(final long request) {
        return mix(keySeed + request * GOLDEN);
    }

    /** The digits of the name of the request's buyer. */
    long buyerDigits(final long request) {
        return mix(buyerSeed + buyer(request) * GOLDEN);
    }

    String key(final long request) {
        return prefix() + hex(keyDigits(request));
    }

    /** 0 to choices − 1, the same whenever this buyer is asked about. */
    int choiceOfBuyer(final long request, final int choices) {
        return choices == 1 ? 0 : (int) Long.remainderUnsigned(mix(choiceSeed + buyer(request) * GOLDEN), choices);
    }

    /** Evenly spread over 0 to 1, the same whenever this request is asked about. */
    double lot(final long request) {
        return (mix(choiceSeed ^ request * GOLDEN) >>> 11) * 0x1p-53;
    }

    /** A permutation of all longs in which neighbours look unrelated (the finalizer of SplitMix64). */
    static long mix(final long value) {
        long z = value;
        z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }

    /** Writes {@link #DIGITS} hexadecimal digits. */
    static void putHex(final long digits, final byte[] bytes, final int at) {
        for (int i = 0; i < DIGITS; i++) {
            bytes[at + i] = HEX[(int) (digits >>> 60 - 4 * i) & 0xf];
        }
    }

    private static String hex(final long digits) {
        final byte[] text = new byte[DIGITS];
        putHex(digits, text, 0);
        return new String(text, StandardCharsets.US_ASCII);
    }
}
