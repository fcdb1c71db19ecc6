package io.flashgate.journal.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The progress of long work")
class ProgressTest {

    private final StringWriter err = new StringWriter();

    @Test
    @DisplayName("is a line on a terminal, with what is done and how fast, and is gone at the end")
    void showsABar() {
        try (Progress progress = Progress.of("explain", 1_000_000, new PrintWriter(err), true)) {
            progress.at(1 << 19);
        }
        assertTrue(err.toString().contains("explain, records"), err.toString());
        assertTrue(err.toString().contains("/1000k"), err.toString());
        assertTrue(err.toString().contains("k/s"), err.toString());
        assertTrue(err.toString().endsWith("\r\u001b[K"), err.toString());
        assertTrue(err.toString().lines().allMatch(line -> line.length() < 100), err.toString());
    }

    @Test
    @DisplayName("is shown nowhere else, nor where there is little to do")
    void isSilent() {
        try (Progress elsewhere = Progress.of("explain", 1_000_000, new PrintWriter(err), false);
                Progress little = Progress.of("explain", 1_000, new PrintWriter(err), true)) {
            elsewhere.at(1 << 19);
            little.at(0);
        }
        assertEquals("", err.toString());
    }
}
