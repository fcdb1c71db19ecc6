package io.flashgate.core.order;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flashgate.core.CoreLimits;
import io.flashgate.core.table.Digest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jol.info.GraphLayout;

/**
 * What is remembered costs so much heap: measured by walking the objects (JOL) and dividing by what they have room for. All
 * tables are allocated when they are built, so a table takes the same whether it is empty or full.
 *
 * <p>An index is a power of two large; the sizes here are just below and just above the steps, where an entry's share of it is
 * smallest and largest.
 */
@DisplayName("The heap")
class MemoryTest {

    private static final double MOST_PER_ANSWER = 96;
    private static final double MOST_PER_HOLD = 128;

    @ParameterizedTest(name = "for {0} answers")
    @ValueSource(ints = {73_726, 73_729, 100_000, 147_454, 147_457, 294_913, 1_000_000, 1_179_649})
    @DisplayName("takes at most 96 bytes for a remembered answer, its share of the index with it")
    void answers(final int capacity) {
        final double each = (double) size(new DeskTables(capacity, 1, 1, 1, new Digest())) / capacity;

        System.out.printf("heap: %.1f bytes for each of %d answers%n", each, capacity);
        assertTrue(each > 64, "what was measured is not what is kept: " + each);
        assertTrue(each <= MOST_PER_ANSWER, each + " bytes an answer");
    }

    @ParameterizedTest(name = "for {0} orders")
    @ValueSource(ints = {65_536, 100_000, 500_000})
    @DisplayName("takes at most 128 bytes for an open hold: its row, number, status and deadline")
    void holds(final int capacity) {
        final double each = (double) size(new OrderTable(capacity, 1, 1, new Digest())) / capacity;

        System.out.printf("heap: %.1f bytes for each of %d holds%n", each, capacity);
        assertTrue(each > 64 + 16, "what was measured is not what is kept: " + each);
        assertTrue(each <= MOST_PER_HOLD, each + " bytes a hold");
    }

    @ParameterizedTest(name = "for {0} orders")
    @ValueSource(ints = {65_536, 73_729, 500_000})
    @DisplayName("takes at most 64 bytes for a buyer's units of an item, or of a sale, of which an order may want two")
    void buyers(final int capacity) {
        final long all = size(new DeskTables(1, capacity, 1, 1, new Digest()));
        final double each = (all - size(new OrderTable(capacity, 1, 1, new Digest()))) / (2.0 * capacity);

        System.out.printf("heap: %.1f bytes for a buyer's units, two for each of %d orders%n", each, capacity);
        assertTrue(each <= 64, each + " bytes for a buyer's units");
    }

    @Test
    @DisplayName("of the usual limits is about what is said of it")
    void usual() {
        final CoreLimits usual = CoreLimits.DEFAULT;
        final long all =
                size(new DeskTables(usual.answers(), usual.orders(), usual.sales(), usual.groups(), new Digest()));
        final double mebibytes = all / 1_048_576.0;

        System.out.printf("heap: %.1f MiB for the usual limits%n", mebibytes);
        assertTrue(mebibytes > 150 && mebibytes < 185, mebibytes + " MiB");
    }

    private static long size(final Object root) {
        return GraphLayout.parseInstance(root).totalSize();
    }
}
