package io.flashgate.gateway.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import java.util.Locale;
import org.slf4j.LoggerFactory;

/**
 * The log of a command that runs: standard error, in text or JSON, UTC. {@code logback.xml} holds the shapes, and is all
 * there is for commands that only print a result: warnings, in text.
 */
final class Logs {

    enum Format {
        TEXT,
        JSON
    }

    enum Verbosity {
        ERROR,
        WARN,
        INFO,
        DEBUG
    }

    private static final String OURS = "io.flashgate";

    private Logs() {}

    /** Starts logging over again, this way. */
    static void apply(final Format format, final Verbosity verbosity) {
        final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        context.putProperty("format", format.name().toLowerCase(Locale.ROOT));
        final JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        try {
            configurator.doConfigure(Logs.class.getResource("/logback.xml"));
        } catch (final JoranException e) {
            throw new IllegalStateException("logback.xml in the jar is not usable", e);
        }
        ours().setLevel(Level.valueOf(verbosity.name()));
    }

    /** Whether stack traces are wanted. */
    static boolean isDebug() {
        return ours().isDebugEnabled();
    }

    private static Logger ours() {
        return ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger(OURS);
    }
}
