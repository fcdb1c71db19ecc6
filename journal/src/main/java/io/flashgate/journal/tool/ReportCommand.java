package io.flashgate.journal.tool;

import io.flashgate.journal.report.ReportFormat;
import io.flashgate.journal.report.SaleReport;
import io.flashgate.journal.report.SalesReports;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** {@code flashgate journal report DIR}: what was sold, to how many, how fast, and who was refused. */
@Command(
        name = "report",
        description =
                "Makes the sales report: what was sold, to how many, how fast, and who was refused. The same records"
                        + " make the same bytes.")
public final class ReportCommand extends JournalTask {

    @Option(names = "--sale", paramLabel = "ID", description = "This sale only (default: all, one behind the other).")
    private String sale;

    @Option(
            names = "--format",
            paramLabel = "json|csv|html",
            converter = FormatConverter.class,
            description =
                    "The form (default: by the ending of --out, else json). HTML is one page that needs nothing else.")
    private ReportFormat format;

    @Option(names = "--out", paramLabel = "FILE", description = "Where it goes (default: standard output).")
    private Path out;

    @Override
    int run(final Path journal, final PrintWriter printer) throws IOException {
        write(bytes(SalesReports.of(journal)), printer);
        return CommandLine.ExitCode.OK;
    }

    private byte[] bytes(final SalesReports reports) {
        if (sale == null) {
            return form().write(reports.all());
        }
        final SaleReport report = reports.find(sale);
        if (report == null) {
            final List<String> ids = reports.saleIds();
            throw wrong("--sale: found '" + sale + "', expected "
                    + (ids.isEmpty() ? "none: the journal has no sales" : "one of: " + String.join(", ", ids)));
        }
        return form().write(report);
    }

    private ReportFormat form() {
        if (isJson() && format != null && format != ReportFormat.JSON) {
            throw wrong("--json: expected no --format beside it, or json");
        }
        if (isJson() || format != null) {
            return isJson() ? ReportFormat.JSON : format;
        }
        for (final ReportFormat known : ReportFormat.values()) {
            if (out != null && out.toString().toLowerCase(Locale.ROOT).endsWith('.' + known.ending())) {
                return known;
            }
        }
        return ReportFormat.JSON;
    }

    /** A file is there as a whole or as it was before. */
    private void write(final byte[] bytes, final PrintWriter printer) throws IOException {
        if (out == null) {
            printer.print(new String(bytes, StandardCharsets.UTF_8));
            return;
        }
        final Path target = out.toAbsolutePath();
        if (!Files.isDirectory(target.getParent()) || Files.isDirectory(target)) {
            throw wrong("--out: expected a file in a folder that is there, found " + out);
        }
        final Path whole = target.resolveSibling(
                "." + target.getFileName() + '.' + ProcessHandle.current().pid() + ".part");
        try {
            Files.write(whole, bytes);
            Files.move(whole, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(whole);
        }
    }

    /** Small letters or large ones. */
    static final class FormatConverter implements ITypeConverter<ReportFormat> {

        @Override
        public ReportFormat convert(final String text) {
            for (final ReportFormat known : ReportFormat.values()) {
                if (known.ending().equalsIgnoreCase(text)) {
                    return known;
                }
            }
            throw new TypeConversionException("expected json, csv or html, found '" + text + "'");
        }
    }
}
