package io.flashgate.bench.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FileNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A picture of latencies, from the logs of a run")
class PercentilePlotTest {

    private static final long BEGUN_MILLIS = 1_795_780_800_000L;
    private static final long MICRO = 1_000;

    @TempDir
    private Path folder;

    @Test
    void allIntervalsOfALogAreOneRun() throws Exception {
        final Histogram read = HistogramLog.read(log("ours.hlog", 100));

        assertEquals(2_000, read.getTotalCount());
        assertEquals(100, read.getValueAtPercentile(50) / 1e3, 1);
        assertEquals(BEGUN_MILLIS + 2_000, HistogramLog.lastMillis(folder.resolve("ours.hlog")));
    }

    @Test
    void aPictureHasACurveAndAWordForEveryRun() throws Exception {
        final Map<String, Histogram> runs = new LinkedHashMap<>();
        runs.put("Ours", HistogramLog.read(log("ours.hlog", 100)));
        runs.put("Theirs & <others>", HistogramLog.read(log("theirs.hlog", 900)));
        final Path svg = folder.resolve("pictures/both.svg");

        PercentilePlot.draw("Sold", runs, svg);

        final String text = Files.readString(svg);
        assertEquals(
                "svg",
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(svg.toFile())
                        .getDocumentElement()
                        .getTagName());
        assertEquals(2, text.split("<polyline", -1).length - 1, text);
        assertTrue(
                text.contains("Ours") && text.contains("Theirs &amp; &lt;others&gt;") && text.contains("99.9"),
                "expected words in " + svg);
    }

    @Test
    void nothingIsDrawnOfNothing() throws Exception {
        final Path empty = Files.writeString(folder.resolve("empty.hlog"), "#[Histogram log format version 1.3]\n");

        assertTrue(assertThrows(CompareException.class, () -> HistogramLog.read(empty))
                .getMessage()
                .contains("empty.hlog"));
    }

    @Test
    void percentilesHaveAsManyNinesAsTheyNeed() {
        assertEquals("0 %", PercentilePlot.percentile(0));
        assertEquals("90 %", PercentilePlot.percentile(1));
        assertEquals("99 %", PercentilePlot.percentile(2));
        assertEquals("99.9 %", PercentilePlot.percentile(3));
        assertEquals("99.999 %", PercentilePlot.percentile(5));
    }

    /** Two seconds, a thousand answers each, two of a thousand ten times slower. */
    private Path log(final String name, final long micros) throws FileNotFoundException {
        final Path file = folder.resolve(name);
        final HistogramLogWriter writer = new HistogramLogWriter(file.toFile());
        writer.outputLogFormatVersion();
        writer.outputStartTime(BEGUN_MILLIS);
        writer.outputLegend();
        for (int second = 0; second < 2; second++) {
            final Histogram interval = new Histogram(3);
            interval.recordValueWithCount(micros * MICRO, 998);
            interval.recordValueWithCount(10 * micros * MICRO, 2);
            interval.setTag(second == 0 ? "accepted" : "refused");
            interval.setStartTimeStamp(BEGUN_MILLIS + 1_000L * second);
            interval.setEndTimeStamp(BEGUN_MILLIS + 1_000L * second + 1_000);
            writer.outputIntervalHistogram(interval);
        }
        writer.close();
        return file;
    }
}
