package io.flashgate.journal.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Numbers and times as text")
class FiguresTest {

    private static final long SECOND = 1_000_000_000L;

    @Test
    void moneyHasTheDigitsOfItsCurrency() {
        assertEquals("CNY\u00A029,700.00", Figures.money(2_970_000, "CNY"));
        assertEquals("CNY\u00A00.05", Figures.money(5, "CNY"));
        assertEquals("JPY\u00A01,234", Figures.money(1_234, "JPY"));
        assertEquals("KWD\u00A01.234", Figures.money(1_234, "KWD"));
        assertEquals("UYW\u00A00.0001", Figures.money(1, "UYW"));
        assertEquals("XXX\u00A01.00", Figures.money(100, "XXX"));
    }

    @Test
    void ratiosAreRoundedHalfUp() {
        assertEquals("0.3333", Figures.ratio(1, 3, 4));
        assertEquals("0.6667", Figures.ratio(2, 3, 4));
        assertEquals("0.13", Figures.ratio(1, 8, 2));
        assertEquals("1", Figures.ratio(1, 2, 0));
        assertEquals("0", Figures.ratio(1, 3, 0));
        assertEquals(BigInteger.valueOf(8), Figures.rounded(BigInteger.valueOf(15), BigInteger.TWO));
    }

    @Test
    void aShareIsNeverNothingOfSomethingNorAllOfLess() {
        assertEquals("42.9 %", Figures.percent(3, 7));
        assertEquals("< 0.1 %", Figures.percent(1, 100_000));
        assertEquals("> 99.9 %", Figures.percent(99_999, 100_000));
        assertEquals("100.0 %", Figures.percent(7, 7));
        assertEquals("0.0 %", Figures.percent(0, 7));
        assertEquals("–", Figures.percent(0, 0));
    }

    @Test
    void timesAreWhatTheyAre() {
        assertEquals("1970-01-01T00:00:00.000000001Z", Figures.time(1));
        assertEquals("2026-11-27 12:00:00", Figures.clock(1_795_780_800L * SECOND));
        assertEquals("PT2.5S", Figures.duration(2_500_000_000L));
        assertEquals(
                List.of(
                        "999 ns",
                        "12 µs",
                        "850 ms",
                        "2.34 s",
                        "34.5 s",
                        "4 min 05 s",
                        "1 h 30 min",
                        "2 d 3 h",
                        "−10.0 s"),
                java.util.stream.LongStream.of(
                                999,
                                12_345,
                                850_999_999,
                                2_345_678_901L,
                                34_567 * SECOND / 1_000,
                                245 * SECOND,
                                5_400 * SECOND,
                                51 * 3_600 * SECOND,
                                -10 * SECOND)
                        .mapToObj(Figures::span)
                        .toList());
        assertEquals("1.5 s", Figures.tick(SECOND * 3 / 2));
        assertEquals("1 min 30 s", Figures.tick(90 * SECOND));
    }

    @Test
    void sumsOfMoneyDoNotOverflow() {
        final Amount amount = new Amount();
        for (int i = 0; i < 5; i++) {
            amount.add(Long.MAX_VALUE);
        }
        assertEquals(BigInteger.valueOf(Long.MAX_VALUE).multiply(BigInteger.valueOf(5)), amount.minorUnits());
    }

    @Test
    void axesHaveRoundNumbers() {
        assertEquals(List.of(0L, 1L), Axis.counts(1));
        assertEquals(List.of(0L, 1L, 2L, 3L, 4L), Axis.counts(4));
        assertEquals(List.of(0L, 2L, 4L, 6L), Axis.counts(5));
        assertEquals(List.of(0L, 100L, 200L, 300L), Axis.counts(300));
        assertEquals(List.of(0L, 200L, 400L, 600L), Axis.counts(540));
    }
}
