package io.flashgate.bench.load;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** A 64-bit hash of bytes, to see whether two answers are the same without keeping them. No defence against a forger. */
final class Fingerprint {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ODD = 0x9e3779b97f4a7c15L;

    private Fingerprint() {}

    /** @param before what it goes on from */
    static long of(final byte[] bytes, final int at, final int length, final long before) {
        long hash = before ^ length * ODD;
        int i = at;
        final int wholes = at + (length & ~7);
        for (; i < wholes; i += 8) {
            hash = (hash ^ (long) LONGS.get(bytes, i)) * 0xff51afd7ed558ccdL;
            hash ^= hash >>> 32;
        }
        long rest = 0;
        for (int shift = 0; i < at + length; i++, shift += 8) {
            rest |= (bytes[i] & 0xffL) << shift;
        }
        return Identities.mix(hash ^ rest * ODD);
    }
}
