package io.flashgate.gateway.cli;

import picocli.CommandLine.Option;

/** How a running gateway logs. */
final class LogOptions {

    @Option(
            names = "--log-format",
            paramLabel = "text|json",
            converter = Choices.LogFormat.class,
            defaultValue = "text",
            description = "Shape of the log on standard error (default: ${DEFAULT-VALUE}).")
    private Logs.Format format;

    @Option(
            names = "--log-level",
            paramLabel = "LEVEL",
            converter = Choices.LogLevel.class,
            description = "error, warn, info or debug (default: info for serve, warn for demo).")
    private Logs.Verbosity level;

    /** @param otherwise what to log when nobody said */
    void apply(final Logs.Verbosity otherwise) {
        Logs.apply(format, level == null ? otherwise : level);
    }
}
