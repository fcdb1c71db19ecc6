package io.flashgate.journal.report;

import java.math.BigInteger;
import java.util.List;

/**
 * Charts over time since the opening, as SVG that fits into any width: places across are percentages, places down are pixels, so that
 * words keep their size on a phone. Only whole numbers are reckoned with.
 *
 * <p>The vertical axis has its words inside, on its lines: there is no margin to lose.
 */
final class TimeChart {

    private static final int TOP = 26;
    private static final int BOTTOM = 24;
    private static final int MOST_POINTS = 400;
    private static final int MOST_TIME_TICKS = 5;

    /** Of a column's width, so much in a thousand is filled. */
    private static final long FILLED = 820;

    private static final long WIDE = 10_000;
    private static final long TALL = 1_000;

    private final Markup page;
    private final String id;
    private final int height;
    private final long fromNanos;
    private final long toNanos;

    /**
     * @param id        of the chart in its page
     * @param height    pixels, with the words
     * @param fromNanos since the opening, where the axis begins
     * @param toNanos   later than that, where it ends
     */
    TimeChart(final Markup page, final String id, final int height, final long fromNanos, final long toNanos) {
        this.page = page;
        this.id = id;
        this.height = height;
        this.fromNanos = fromNanos;
        this.toNanos = toNanos;
    }

    /** A column for each stretch of time from the opening on, as high as so much a second, or whatever the rate is. */
    void columns(final Columns columns, final String title, final String what) {
        final int count = columns.size();
        final long highestRate = columns.rate().of(columns.count(columns.highest()), columns.widthNanos());
        final List<Long> ticks = Axis.counts(Math.max(1, highestRate));
        final long top = ticks.get(ticks.size() - 1);
        begin(title, what);
        gridLines(ticks);
        page.open("g", "class", "columns");
        for (int i = 0; i < count; i++) {
            if (columns.count(i) > 0) {
                // At least a pixel: something was there.
                final long tall =
                        Math.max(1, columns.rate().of(columns.count(i), columns.widthNanos()) * plotHeight() / top);
                page.empty(
                        "rect",
                        "x",
                        percent(2_000L * i + 1_000 - FILLED, 2_000L * count),
                        "y",
                        String.valueOf(height - BOTTOM - tall),
                        "width",
                        percent(FILLED, 1_000L * count),
                        "height",
                        String.valueOf(tall));
            }
        }
        page.close("g");
        gridWords(ticks, "100%", "end");
        final boolean isOnTheRight = 2L * columns.highest() > count;
        label(
                percent(columns.highest() + (isOnTheRight ? 1 : 0), count),
                highestRate,
                top,
                isOnTheRight ? "end" : "start",
                Figures.count(highestRate) + '/' + columns.rate().sign());
        end();
    }

    /**
     * The sum so far, as an area that rises.
     *
     * @param full  what the whole height stands for; less than the sum: the sum
     * @param words at its end; null: it has neither words nor axes, for a row of a table
     */
    void sum(
            final Series series,
            final int column,
            final long full,
            final String words,
            final String title,
            final String what) {
        final boolean ticks = words != null;
        final long total = series.total(column);
        final List<Long> lines = Axis.counts(Math.max(1, Math.max(full, total)));
        final long top = ticks ? lines.get(lines.size() - 1) : Math.max(1, Math.max(full, total));
        begin(title, what);
        if (ticks) {
            gridLines(lines);
        }
        page.open(
                "svg",
                "x",
                "0",
                "y",
                String.valueOf(ticks ? TOP : 2),
                "width",
                "100%",
                "height",
                String.valueOf(ticks ? plotHeight() : height - 4),
                "viewBox",
                "0 0 " + WIDE + ' ' + TALL,
                "preserveAspectRatio",
                "none");
        final String line = steps(series, column, top);
        page.empty("path", "class", "area", "d", line + "V" + TALL + "H0Z");
        page.empty("path", "class", "line", "d", line, "vector-effect", "non-scaling-stroke");
        page.close("svg");
        if (ticks) {
            gridWords(lines, "0", "start");
            label("100%", total, top, "end", words);
            end();
        } else {
            page.end("svg");
        }
    }

    /** The time axis alone, for charts one above the other. */
    void timeAxis() {
        page.open(
                "svg", "class", "chart axis", "width", "100%", "height", String.valueOf(BOTTOM), "aria-hidden", "true");
        timeTicks(BOTTOM);
        page.end("svg");
    }

    /** Words just above a height in the plot. */
    private void label(final String x, final long value, final long top, final String anchor, final String words) {
        page.element(
                "text",
                words,
                "class",
                "mark",
                "x",
                x,
                "y",
                String.valueOf(height - BOTTOM - value * plotHeight() / top - 7),
                "text-anchor",
                anchor);
    }

    private void begin(final String title, final String what) {
        page.open(
                "svg",
                "class",
                "chart",
                "width",
                "100%",
                "height",
                String.valueOf(height),
                "role",
                "img",
                "aria-labelledby",
                id + "-t " + id + "-d");
        page.element("title", title, "id", id + "-t");
        page.element("desc", what, "id", id + "-d");
    }

    private void end() {
        page.empty(
                "line",
                "class",
                "base",
                "x1",
                "0",
                "x2",
                "100%",
                "y1",
                String.valueOf(height - BOTTOM),
                "y2",
                String.valueOf(height - BOTTOM));
        timeTicks(height);
        page.end("svg");
    }

    private void gridLines(final List<Long> ticks) {
        page.open("g", "class", "grid");
        for (final long tick : ticks) {
            if (tick > 0) {
                final String y = String.valueOf(down(tick, ticks));
                page.empty("line", "x1", "0", "x2", "100%", "y1", y, "y2", y);
            }
        }
        page.close("g");
    }

    /** On the lines; behind what was drawn, so that it does not hide them. */
    private void gridWords(final List<Long> ticks, final String x, final String anchor) {
        page.open("g", "class", "grid");
        for (final long tick : ticks) {
            if (tick > 0) {
                page.element(
                        "text",
                        Figures.count(tick),
                        "x",
                        x,
                        "y",
                        String.valueOf(down(tick, ticks) - 5),
                        "text-anchor",
                        anchor);
            }
        }
        page.close("g");
    }

    private long down(final long tick, final List<Long> ticks) {
        return height - BOTTOM - tick * plotHeight() / ticks.get(ticks.size() - 1);
    }

    private void timeTicks(final int bottom) {
        final long step = Axis.timeStep(toNanos - fromNanos, MOST_TIME_TICKS, 1);
        page.open("g", "class", "time");
        for (long tick = -Math.floorDiv(-fromNanos, step) * step; tick <= toNanos; tick += step) {
            final long part = tick - fromNanos;
            // Words at the edges stay inside.
            final boolean isFirst = 25 * part < toNanos - fromNanos;
            final boolean isLast = 25 * (toNanos - tick) < toNanos - fromNanos;
            page.element(
                    "text",
                    Figures.tick(tick),
                    "x",
                    percent(part, toNanos - fromNanos),
                    "y",
                    String.valueOf(bottom - 6),
                    "text-anchor",
                    isFirst ? "start" : isLast ? "end" : "middle");
        }
        page.close("g");
    }

    /** The path of the sum so far, at the end of each stretch of time. */
    private String steps(final Series series, final int column, final long top) {
        final StringBuilder path = new StringBuilder("M0 ").append(TALL);
        final int points = (int) Math.min(
                MOST_POINTS, Math.max(1, (toNanos - fromNanos) / Math.min(toNanos - fromNanos, series.widthNanos())));
        long sum = 0;
        long last = 0;
        int place = 0;
        for (int point = 1; point <= points; point++) {
            final long until = fromNanos + (toNanos - fromNanos) / points * point;
            while (place < series.size() && (point == points || series.bucket(place) * series.widthNanos() < until)) {
                sum += series.count(place, column);
                place++;
            }
            if (sum != last || point == points) {
                // Flat to where it was, then up to where it is: a straight way, for most of it happens within a step.
                if (last != sum && point > 1) {
                    path.append('L')
                            .append(WIDE * (point - 1) / points)
                            .append(' ')
                            .append(high(last, top));
                }
                path.append('L').append(WIDE * point / points).append(' ').append(high(sum, top));
                last = sum;
            }
        }
        return path.toString();
    }

    private static long high(final long count, final long top) {
        return TALL - TALL * count / top;
    }

    private long plotHeight() {
        return height - TOP - BOTTOM;
    }

    private static String percent(final long part, final long of) {
        return Figures.ratio(BigInteger.valueOf(part).multiply(BigInteger.valueOf(100)), BigInteger.valueOf(of), 3)
                + '%';
    }
}
