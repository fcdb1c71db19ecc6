package io.flashgate.gateway.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code flashgate sale create ID}: from a file of JSON, or from options. */
@Command(
        name = "create",
        description = {
            "Creates a sale, or replaces it while it has not opened. Either --file, or the other options, for example:",
            "",
            "  flashgate sale create summer --currency EUR --for 30m --buyer-limit 2 \\",
            "      --item sku=sneaker-42,stock=300,price=9900,limit=1,title='Sneaker, 42'",
            "",
            "  flashgate sale create autumn --currency EUR --for 30m --hold 3m --stage-goal '150=free socks' \\",
            "      --item sku=cap,stock=300,price=6900,price-from-101=7900 --item sku=mug,stock=50,price=1200",
            ""
        })
final class SaleCreateCommand extends SaleCommand.Talking {

    @Parameters(paramLabel = "ID", description = "The sale: 1–64 of A-Z a-z 0-9 . _ -")
    private String saleId;

    @ArgGroup(multiplicity = "1")
    private Source source;

    /** Where the definition comes from. */
    static final class Source {

        @Option(
                names = "--file",
                paramLabel = "FILE",
                required = true,
                converter = NamedPath.class,
                description = "The sale as JSON; - for standard input.")
        private Path file;

        @ArgGroup(exclusive = false)
        private SaleDraft draft;
    }

    @Override
    public Integer call() throws Exception {
        final String path = pathOf(saleId);
        return ask(
                "PUT",
                path,
                source.file == null ? source.draft.json(Instant.now()).toString() : read(source.file));
    }

    /** The file as it is: the gateway knows best what is wrong with it, and says so. */
    private static String read(final Path file) throws Complaint {
        try {
            if (file.toString().equals("-")) {
                return new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
            }
            return Files.readString(file);
        } catch (final IOException e) {
            throw Complaint.usage("file: " + Failures.explain(e) + "; expected a sale as JSON");
        }
    }
}
