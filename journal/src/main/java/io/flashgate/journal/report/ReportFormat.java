package io.flashgate.journal.report;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** In which forms a report can be had. The same reports are the same bytes. */
public enum ReportFormat {
    JSON("application/json", "json"),
    HTML("text/html; charset=utf-8", "html"),
    CSV("text/csv; charset=utf-8; header=present", "csv");

    private final String contentType;
    private final String ending;

    ReportFormat(final String contentType, final String ending) {
        this.contentType = contentType;
        this.ending = ending;
    }

    /** As in an HTTP header. */
    public String contentType() {
        return contentType;
    }

    /** The type alone, without parameters. */
    public String mediaType() {
        final int end = contentType.indexOf(';');
        return end < 0 ? contentType : contentType.substring(0, end);
    }

    /** Of a file's name, without the dot. */
    public String ending() {
        return ending;
    }

    /** One report: JSON is an object. */
    public byte[] write(final SaleReport report) {
        return write(report, List.of(report));
    }

    /** Several reports, one behind the other: JSON is an object with all of them in {@code reports}. */
    public byte[] write(final List<SaleReport> reports) {
        return write(null, reports);
    }

    private byte[] write(final SaleReport only, final List<SaleReport> reports) {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            switch (this) {
                case JSON -> JsonReport.write(only, reports, bytes);
                case CSV -> CsvReport.write(reports, bytes);
                default -> bytes.write(HtmlReport.of(reports).getBytes(StandardCharsets.UTF_8));
            }
        } catch (final IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }
}
