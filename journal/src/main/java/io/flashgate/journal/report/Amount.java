package io.flashgate.journal.report;

import java.math.BigInteger;

/** A sum of amounts of money that cannot overflow: the dearest sale there may be turns over more than 63 bits. One thread. */
final class Amount {

    private long high;
    private long low;

    /**
     * @param minorUnits 0 or more
     */
    void add(final long minorUnits) {
        low += minorUnits;
        if (Long.compareUnsigned(low, minorUnits) < 0) {
            high++;
        }
    }

    BigInteger minorUnits() {
        return BigInteger.valueOf(high).shiftLeft(Long.SIZE).add(new BigInteger(Long.toUnsignedString(low)));
    }
}
