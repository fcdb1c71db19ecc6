package io.flashgate.bench.load;

import java.util.Arrays;
import java.util.Map;

/** How often which code was heard. A few codes only; what is over goes under one word. For one thread at a time. */
final class CodeCounts {

    private static final int MOST = 64;
    private static final String OTHERS = "others";

    private final long[] hashes = new long[MOST];
    private final long[] counts = new long[MOST];
    private final String[] codes = new String[MOST];
    private int size;

    void add(final Answer answer) {
        if (answer.codeAt == Answer.ABSENT) {
            return;
        }
        final long hash = Fingerprint.of(answer.bytes, answer.codeAt, answer.codeLength, 0);
        for (int i = 0; i < size; i++) {
            if (hashes[i] == hash) {
                counts[i]++;
                return;
            }
        }
        if (size == MOST) {
            counts[MOST - 1]++;
            codes[MOST - 1] = OTHERS;
            return;
        }
        hashes[size] = hash;
        counts[size] = 1;
        codes[size++] = answer.text(answer.codeAt, Math.min(64, answer.codeLength));
    }

    void addTo(final Map<String, Long> sums) {
        Arrays.stream(codes, 0, size).distinct().forEach(code -> sums.putIfAbsent(code, 0L));
        for (int i = 0; i < size; i++) {
            sums.merge(codes[i], counts[i], Long::sum);
        }
    }
}
