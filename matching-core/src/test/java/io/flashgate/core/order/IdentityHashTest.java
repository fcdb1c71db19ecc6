package io.flashgate.core.order;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The names of buyers and requests")
class IdentityHashTest {

    private static final long KEY_0 = 0x0706050403020100L;
    private static final long KEY_1 = 0x0F0E0D0C0B0A0908L;

    private final IdentityHash hash = new IdentityHash(KEY_0, KEY_1);

    /** Test vectors of the reference implementation: key 00 01 … 0f, input 00 01 … of the given length. */
    @ParameterizedTest(name = "{0} bytes")
    @CsvSource({
        "0, a3817f04ba25a8e66df67214c7550293",
        "1, da87c1d86b99af44347659119b22fc45",
        "2, 8177228da4a45dc7fca38bdef60affe4",
        "3, 9c70b60c5267a94e5f33b6b02985ed51",
        "7, a1f1ebbed8dbc153c0b84aa61ff08239",
        "8, 3b62a9ba6258f5610f83e264f31497b4",
        "9, 264499060ad9baabc47f8b02bb6d71ed",
        "15, 5493e99933b0a8117e08ec0f97cfc3d9",
        "16, 6ee2a4ca67b054bbfd3315bf85230577",
        "31, 2939b0183223fafc1723de4f52c43d35",
        "32, 7c3956ca5eeafc3e363e9d556546eb68",
        "62, 5853542321f567a005d547a4f04759bd",
        "63, 5150d1772f50834a503e069a973fbd7c"
    })
    @DisplayName("are SipHash-2-4-128, as its authors have it")
    void referenceVectors(final int length, final String expected) {
        final UnsafeBuffer input = new UnsafeBuffer(new byte[64]);
        // What stands behind the input must not count.
        input.setMemory(0, input.capacity(), (byte) 0xff);
        for (int i = 0; i < length; i++) {
            input.putByte(i, (byte) i);
        }
        hash.hash(input, length);

        final UnsafeBuffer output = new UnsafeBuffer(new byte[16]);
        output.putLong(0, hash.low(), ByteOrder.LITTLE_ENDIAN);
        output.putLong(8, hash.high(), ByteOrder.LITTLE_ENDIAN);
        assertEquals(expected, HexFormat.of().formatHex(output.byteArray()));
    }

    @Test
    @DisplayName("do not let their parts run into each other")
    void partsDoNotRunIntoEachOther() {
        assertNotEquals(request("ab", "c", "d"), request("a", "bc", "d"));
        assertNotEquals(request("a", "bc", "d"), request("a", "b", "cd"));
        assertNotEquals(request("a", "b", "c"), request("b", "a", "c"));
        assertNotEquals(request("a", "", "b"), request("a", "b", ""));
        assertNotEquals(content("ab", "c", 1), content("a", "bc", 1));
        assertNotEquals(content("", "a", 1), content("a", "", 1));
        assertNotEquals(content("a", "b", 1), content("a", "b", 256));
    }

    @Test
    @DisplayName("are the same whatever was named before")
    void rememberedContents() {
        final String once = content("g", "sneaker", 1);
        final Set<String> others = Set.of(
                content("g", "sneaker", 2),
                content("h", "sneaker", 1),
                content("g", "sneakers", 1),
                content("", "sneaker", 1),
                content("gs", "neaker", 1));

        assertEquals(5, others.size());
        assertTrue(!others.contains(once));
        assertEquals(once, content("g", "sneaker", 1));
        request("a", "b", "c");
        assertEquals(once, content("g", "sneaker", 1));
    }

    @Test
    @DisplayName("say for what they are: a buyer is no request and no content")
    void kindsAreApart() {
        final Set<String> names = new HashSet<>();
        names.add(request("a", "a", "a"));
        names.add(content("a", "a", 1));
        names.add(buyer("a"));

        assertEquals(3, names.size());
    }

    @Test
    @DisplayName("depend on the log's key, both words of it")
    void dependOnTheKey() {
        final Set<String> names = new HashSet<>();
        for (int bit = 0; bit < 64; bit++) {
            names.add(buyer(new IdentityHash(KEY_0 ^ 1L << bit, KEY_1), "alice"));
            names.add(buyer(new IdentityHash(KEY_0, KEY_1 ^ 1L << bit), "alice"));
        }
        names.add(buyer("alice"));

        assertEquals(129, names.size());
    }

    @Test
    @DisplayName("have room for the longest of parts, whose last byte counts too")
    void longestParts() {
        final String saleId = "s".repeat(Text.ID_MAX_BYTES);
        final String buyer = "🦊".repeat(Text.BUYER_MAX_BYTES / 4);
        final String key = "k".repeat(Text.ID_MAX_BYTES);

        assertNotEquals(request(saleId, buyer, key), request(saleId, buyer, key.substring(1)));
        assertNotEquals(request(saleId, buyer, key), request(saleId, buyer, key.substring(1) + "l"));
        assertEquals(request(saleId, buyer, key), request(saleId, buyer, key));
    }

    @Test
    @DisplayName("differ for ten thousand buyers, in either half")
    void bothHalvesTell() {
        final Set<Long> lows = new HashSet<>();
        final Set<Long> highs = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            hash.hashBuyer(new Text(64).set("buyer-" + i));
            lows.add(hash.low());
            highs.add(hash.high());
        }
        assertTrue(lows.size() == 10_000 && highs.size() == 10_000);
    }

    private String request(final String saleId, final String buyer, final String key) {
        hash.hashRequest(text(saleId), text(buyer), text(key));
        return hash.low() + " " + hash.high();
    }

    private String content(final String group, final String sku, final int quantity) {
        hash.hashContent(text(group), text(sku), quantity);
        return hash.low() + " " + hash.high();
    }

    private String buyer(final String name) {
        return buyer(hash, name);
    }

    private static String buyer(final IdentityHash hash, final String name) {
        hash.hashBuyer(text(name));
        return hash.low() + " " + hash.high();
    }

    private static Text text(final String value) {
        return new Text(Text.BUYER_MAX_BYTES).set(value);
    }
}
