package io.flashgate.bench.compare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/**
 * Latency by percentile as an SVG: each step to the right is ten times rarer, so that the tail is not squeezed into the last
 * pixel; each step up is ten times slower. A few kilobytes of lines and words, the same for the same histograms.
 */
final class PercentilePlot {

    private static final int WIDTH = 900;
    private static final int LEFT = 70;
    private static final int RIGHT = 20;
    private static final int TOP = 44;
    private static final int PLOT_HEIGHT = 360;
    private static final int LEGEND_ROW = 20;
    private static final int TICKS_PER_HALF_DISTANCE = 5;
    private static final double NANOS_PER_MILLI = 1e6;

    /** Behind five nines there are too few requests in a run to say anything. */
    private static final int MOST_NINES = 5;

    /** Told apart by those who see few colours, too (after Okabe and Ito). */
    private static final List<String> COLORS =
            List.of("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#555555", "#e69f00", "#56b4e9", "#000000");

    private final StringBuilder svg = new StringBuilder();
    private final double lowest;
    private final double highest;

    private PercentilePlot(final double lowest, final double highest) {
        this.lowest = lowest;
        this.highest = highest;
    }

    /**
     * Draws latencies in nanoseconds.
     *
     * @param runs by what the legend says of them, in order; one at least
     */
    static void draw(final String title, final Map<String, Histogram> runs, final Path file) {
        if (runs.isEmpty()) {
            throw new CompareException(file + ": expected a run to draw, found none");
        }
        double least = Double.MAX_VALUE;
        double most = 0;
        for (final Histogram run : runs.values()) {
            least = Math.min(least, run.getValueAtPercentile(0) / NANOS_PER_MILLI);
            most = Math.max(most, run.getValueAtPercentile(100 - 100 / Math.pow(10, MOST_NINES)) / NANOS_PER_MILLI);
        }
        // Whole decades, in ms.
        final double lowest = Math.floor(Math.log10(Math.max(1e-3, least)));
        final double highest = Math.max(lowest + 1, Math.ceil(Math.log10(Math.max(1e-3, most))));
        final String text = new PercentilePlot(lowest, highest).text(title, runs);
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, text);
        } catch (final IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** One nine is 90 %, three are 99.9 % … */
    static String percentile(final int nines) {
        return String.format(Locale.ROOT, "%." + Math.max(0, nines - 2) + "f %%", 100 - 100 / Math.pow(10, nines));
    }

    private String text(final String title, final Map<String, Histogram> runs) {
        final int height = TOP + PLOT_HEIGHT + 50 + LEGEND_ROW * runs.size();
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\""
                        + " font-family=\"sans-serif\" font-size=\"13\">",
                WIDTH, height, WIDTH, height);
        add("<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>", WIDTH, height);
        add("<text x=\"%d\" y=\"26\" font-size=\"16\">%s</text>", LEFT, escaped(title));
        grid();
        int index = 0;
        for (final Map.Entry<String, Histogram> run : runs.entrySet()) {
            final String color = COLORS.get(index % COLORS.size());
            curve(run.getValue(), color);
            final int y = TOP + PLOT_HEIGHT + 50 + LEGEND_ROW * index;
            add("<path d=\"M%d %d h26\" stroke=\"%s\" stroke-width=\"3\"/>", LEFT, y - 4, color);
            add("<text x=\"%d\" y=\"%d\">%s</text>", LEFT + 34, y, escaped(run.getKey()));
            index++;
        }
        add("</svg>");
        return svg.toString();
    }

    private void grid() {
        for (int nines = 0; nines <= MOST_NINES; nines++) {
            add("<path d=\"M%.1f %d V%d\" stroke=\"#dddddd\"/>", x(nines), TOP, TOP + PLOT_HEIGHT);
            add(
                    "<text x=\"%.1f\" y=\"%d\" text-anchor=\"%s\">%s</text>",
                    x(nines), TOP + PLOT_HEIGHT + 18, nines == MOST_NINES ? "end" : "middle", percentile(nines));
        }
        for (int decade = (int) lowest; decade <= highest; decade++) {
            add("<path d=\"M%d %.1f H%d\" stroke=\"#dddddd\"/>", LEFT, y(decade), WIDTH - RIGHT);
            add(
                    "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s ms</text>",
                    LEFT - 8,
                    y(decade) + 4,
                    decade < 0 ? "0." + "0".repeat(-decade - 1) + "1" : "1" + "0".repeat(decade));
        }
    }

    private void curve(final Histogram run, final String color) {
        final StringBuilder points = new StringBuilder();
        for (final HistogramIterationValue value : run.percentiles(TICKS_PER_HALF_DISTANCE)) {
            final double nines = -Math.log10(1 - value.getPercentileLevelIteratedTo() / 100);
            if (nines <= MOST_NINES) {
                final double millis = Math.max(1e-3, value.getValueIteratedTo() / NANOS_PER_MILLI);
                points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x(nines), y(Math.log10(millis))));
            }
        }
        add(
                "<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"2\" points=\"%s\"/>",
                color, points.toString().strip());
    }

    private static double x(final double nines) {
        return LEFT + (WIDTH - LEFT - RIGHT) * nines / MOST_NINES;
    }

    /** @param decade the power of ten of so many ms */
    private double y(final double decade) {
        return TOP + PLOT_HEIGHT * (highest - decade) / (highest - lowest);
    }

    private void add(final String line, final Object... values) {
        svg.append(String.format(Locale.ROOT, line, values)).append('\n');
    }

    private static String escaped(final String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
