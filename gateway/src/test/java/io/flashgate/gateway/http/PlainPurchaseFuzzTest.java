package io.flashgate.gateway.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * The same bytes to a connection with the fast path and to one without. What they understood, what they answered and where
 * they stopped must be the same, wherever the bytes are cut.
 *
 * <p>{@code -Dplain.requests=N} makes it longer, {@code -Dplain.seed=S} repeats one.
 */
@DisplayName("The fast path understands what the decoder understands")
class PlainPurchaseFuzzTest {

    private static final int REQUESTS = Integer.getInteger("plain.requests", 20_000);
    private static final long ONE_SEED = Long.getLong("plain.seed", -1);

    @Test
    void whereverAPlainPurchaseIsCut() {
        final byte[] bytes = RequestMaker.TYPICAL.getBytes(StandardCharsets.UTF_8);
        final byte[] twice = join(bytes, bytes);

        for (int cut = 0; cut <= twice.length; cut++) {
            final Heard fast = Heard.of(true, twice, cut);
            assertEquals(2, fast.plainTaken(), "cut at " + cut);
            assertEquals(Heard.of(false, twice, cut), fast, "cut at " + cut);
        }
    }

    @Test
    void whateverStandsAtEachPlace() {
        final byte[] bytes = RequestMaker.TYPICAL.getBytes(StandardCharsets.UTF_8);
        for (int place = 0; place < bytes.length; place++) {
            for (int value = 0; value < 256; value++) {
                final byte[] changed = bytes.clone();
                changed[place] = (byte) value;
                assertSame(changed, changed.length, () -> "one byte changed");
            }
        }
    }

    @Test
    void whateverStandsAtEachPlaceOfATraceparent() {
        final byte[] bytes = RequestMaker.TRACED.getBytes(StandardCharsets.UTF_8);
        final int from = RequestMaker.TRACED.indexOf("traceparent");
        assertEquals(1, Heard.of(true, bytes, from).plainTaken());
        for (int place = from; place < RequestMaker.TRACED.indexOf("Content-Length"); place++) {
            for (final char value : "0aAgz-_:, \t\r\n\0\u007f\u00e9".toCharArray()) {
                final byte[] changed = bytes.clone();
                changed[place] = (byte) value;
                assertSame(changed, place, () -> "one byte of the traceparent changed");
            }
        }
    }

    @Test
    void whicheverPartIsMissingOrThereTwice() {
        final byte[] bytes = RequestMaker.TYPICAL.getBytes(StandardCharsets.UTF_8);
        for (int from = 0; from < bytes.length; from++) {
            for (final int length : new int[] {1, 2, 3, 7, 19}) {
                final int to = Math.min(bytes.length, from + length);
                assertSame(
                        join(Arrays.copyOf(bytes, from), Arrays.copyOfRange(bytes, to, bytes.length)),
                        from,
                        () -> "a part missing");
                assertSame(
                        join(Arrays.copyOf(bytes, to), Arrays.copyOfRange(bytes, from, bytes.length)),
                        from,
                        () -> "a part twice");
            }
        }
    }

    @Test
    void whateverCrowdComesDownOneConnection() {
        int plain = 0;
        int all = 0;
        final long firstSeed = ONE_SEED < 0 ? 1 : ONE_SEED;
        final long lastSeed = ONE_SEED < 0 ? REQUESTS / 4 : ONE_SEED;
        for (long seed = firstSeed; seed <= lastSeed; seed++) {
            final Random random = new Random(seed);
            final byte[] bytes = new RequestMaker(random).conversation(1 + random.nextInt(6));
            final int[] cuts =
                    random.ints(random.nextInt(5), 0, bytes.length + 1).sorted().toArray();
            final long repeat = seed;
            final Heard fast = assertSame(bytes, cuts, () -> "repeat with -Dplain.seed=" + repeat);
            plain += fast.plainTaken();
            all += fast.understood().size();
        }
        if (ONE_SEED < 0) {
            // Neither way may go untested.
            assertTrue(plain > all / 5, plain + " of " + all + " took the fast path");
            assertTrue(plain < all * 19 / 20, plain + " of " + all + " took the fast path");
        }
    }

    @Test
    void andTheComparisonSeesADifference() {
        final byte[] bytes = RequestMaker.TYPICAL.getBytes(StandardCharsets.UTF_8);
        final byte[] other = RequestMaker.TYPICAL.replace("alice", "carol").getBytes(StandardCharsets.UTF_8);
        assertNotEquals(Heard.of(true, bytes, 3), Heard.of(true, other, 3));
    }

    private static void assertSame(final byte[] bytes, final int cut, final Supplier<String> what) {
        assertSame(bytes, new int[] {cut}, what);
    }

    private static Heard assertSame(final byte[] bytes, final int[] cuts, final Supplier<String> what) {
        final Heard fast = Heard.of(true, bytes, cuts);
        final Heard slow = Heard.of(false, bytes, cuts);
        assertEquals(
                slow,
                fast,
                () -> what.get() + ", cut at " + Arrays.toString(cuts) + ":\n"
                        + new String(bytes, StandardCharsets.ISO_8859_1));
        return fast;
    }

    private static byte[] join(final byte[] first, final byte[] second) {
        final ByteArrayOutputStream joined = new ByteArrayOutputStream();
        joined.writeBytes(first);
        joined.writeBytes(second);
        return joined.toByteArray();
    }
}
