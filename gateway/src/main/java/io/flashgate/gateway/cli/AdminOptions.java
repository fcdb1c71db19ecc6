package io.flashgate.gateway.cli;

import java.net.URI;
import java.nio.file.Path;
import java.util.Set;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How {@code sale …} finds the gateway it talks to. */
final class AdminOptions {

    /** The options that may come from {@code FLASHGATE_…} variables. */
    static final Set<String> SETTINGS = Set.of("admin", "admin-token-file");

    @Option(
            names = "--admin",
            paramLabel = "URL",
            converter = AdminUrl.class,
            defaultValue = "http://127.0.0.1:8081",
            description = "The gateway's admin listener (default: ${DEFAULT-VALUE}; or FLASHGATE_ADMIN).")
    private URI admin;

    @Option(
            names = "--admin-token-file",
            paramLabel = "FILE",
            required = true,
            converter = NamedPath.class,
            description = "File with the admin token (or FLASHGATE_ADMIN_TOKEN_FILE).")
    private Path tokenFile;

    AdminClient client() throws Complaint {
        return new AdminClient(admin, AdminToken.read(tokenFile));
    }

    /** {@code http://HOST:PORT}, without a path. */
    static final class AdminUrl implements ITypeConverter<URI> {
        @Override
        public URI convert(final String text) {
            try {
                final URI url = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
                if (("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
                        && url.getHost() != null
                        && url.getRawPath().isEmpty()
                        && url.getRawQuery() == null) {
                    return url;
                }
            } catch (final IllegalArgumentException e) {
                // No URL at all: the same complaint.
            }
            throw new TypeConversionException(
                    "found \"" + text + "\", expected a URL without a path such as http://127.0.0.1:8081");
        }
    }
}
