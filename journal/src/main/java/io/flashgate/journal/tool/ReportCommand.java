package io.flashgate.journal.tool;

import io.flashgate.journal.JournalDamagedException;
import io.flashgate.journal.JournalException;
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
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code flashgate journal report DIR}: what was sold, to how many, how fast, and who was refused. */
@Command(
        name = "report",
        description =
                "Makes the sales report: what was sold, to how many, how fast, and who was refused. The same records"
                        + " make the same bytes.")
public final class ReportCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Says what the command does.")
    private boolean help;

    @Parameters(paramLabel = "DIR", description = "The journal's folder.")
    private Path directory;

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
    public Integer call() {
        VerifyCommand.requireFolder(spec, directory);
        try {
            final SalesReports reports = SalesReports.of(directory);
            write(bytes(reports));
            return CommandLine.ExitCode.OK;
        } catch (final JournalDamagedException | JournalException | IOException bad) {
            final PrintWriter err = spec.commandLine().getErr();
            err.println(bad.getMessage());
            err.flush();
            return CommandLine.ExitCode.SOFTWARE;
        }
    }

    private byte[] bytes(final SalesReports reports) {
        if (sale == null) {
            return form().write(reports.all());
        }
        final SaleReport report = reports.find(sale);
        if (report == null) {
            final List<String> ids = reports.saleIds();
            throw new CommandLine.ParameterException(
                    spec.commandLine(),
                    "--sale: found '" + sale + "', expected "
                            + (ids.isEmpty() ? "none: the journal has no sales" : "one of: " + String.join(", ", ids)));
        }
        return form().write(report);
    }

    private ReportFormat form() {
        if (format != null) {
            return format;
        }
        for (final ReportFormat known : ReportFormat.values()) {
            if (out != null && out.toString().toLowerCase(Locale.ROOT).endsWith('.' + known.ending())) {
                return known;
            }
        }
        return ReportFormat.JSON;
    }

    /** A file is there as a whole or as it was before. */
    private void write(final byte[] bytes) throws IOException {
        if (out == null) {
            final PrintWriter printer = spec.commandLine().getOut();
            printer.print(new String(bytes, StandardCharsets.UTF_8));
            printer.flush();
            return;
        }
        final Path target = out.toAbsolutePath();
        if (!Files.isDirectory(target.getParent()) || Files.isDirectory(target)) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "--out: expected a file in a folder that is there, found " + out);
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
