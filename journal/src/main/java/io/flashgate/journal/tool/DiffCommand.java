package io.flashgate.journal.tool;

import io.flashgate.journal.diff.HeardDiff;
import io.flashgate.journal.diff.JournalDiff;
import io.flashgate.journal.diff.MalformedLineException;
import io.flashgate.journal.diff.NothingToCompareException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code flashgate journal diff A B}: two journals, or a journal and what clients heard. */
@Command(
        name = "diff",
        description = {
            "Says what is missing on which side: of two journals, or of a journal and what clients heard.",
            "The first difference comes first. What clients heard is an NDJSON file, an answer a line:",
            "",
            "  {\"saleId\": \"summer\", \"buyerId\": \"alice\", \"key\": \"alice-1\", \"status\": 201, \"answer\": {…}}",
            "",
            "key is the request's Idempotency-Key, status is HTTP's (0: no answer came), answer the body as it was heard.",
            "Exit status 0: equal; 1: they differ, or a journal is damaged."
        })
public final class DiffCommand extends JournalTask {

    private static final int SHOWN = 20;

    @Parameters(index = "1", paramLabel = "DIR|FILE", description = "Another journal's folder, or an NDJSON file.")
    private Path other;

    @Option(
            names = "--sale",
            paramLabel = "ID",
            description = "With a file: only this sale. Without it, the sales that the file names.")
    private String sale;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "How many differences are listed, the first ones; 0: all. 20 unless it is given.")
    private int limit = SHOWN;

    @Override
    int run(final Path journal, final PrintWriter out) throws IOException {
        if (limit < 0) {
            throw wrong("--limit: expected 0 or more, found " + limit);
        }
        if (!Files.exists(other)) {
            throw wrong("DIR|FILE: expected a folder or a file, found nothing: " + other);
        }
        final int most = limit == 0 ? Integer.MAX_VALUE : limit;
        if (Files.isDirectory(other)) {
            if (sale != null) {
                throw wrong("--sale: goes with a file only");
            }
            final JournalDiff diff;
            try (Progress progress = progress("diff", journal)) {
                diff = JournalDiff.of(journal, other, most, progress::at);
            }
            new JournalDiffPrinter(journal, other, out).print(diff, isJson());
            return diff.isEqual() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
        }
        final HeardDiff diff;
        try (Progress progress = progress("diff", journal)) {
            diff = HeardDiff.of(journal, other, sale, most, progress::at);
        } catch (final MalformedLineException | NothingToCompareException unfit) {
            throw wrong(unfit.getMessage());
        }
        new HeardDiffPrinter(journal, other, out).print(diff, isJson());
        return diff.isEqual() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }
}
