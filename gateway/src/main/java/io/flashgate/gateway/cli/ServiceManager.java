package io.flashgate.gateway.cli;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the service manager that started this process what has become of it, so that "started" means "sells": systemd's
 * {@code Type=notify}. Nothing happens where nobody wants to know: {@code NOTIFY_SOCKET} is not set then.
 *
 * <p>The message is a datagram to a Unix socket, which the JDK cannot send; systemd brings a command for it.
 */
final class ServiceManager {

    private static final String SOCKET = "NOTIFY_SOCKET";
    private static final long PATIENCE_SECONDS = 10;

    private ServiceManager() {}

    /** The ports are open. A manager that could not be told may take the start for a failed one; this process goes on. */
    static void ready() throws InterruptedException {
        if (System.getenv(SOCKET) == null) {
            return;
        }
        final Logger log = LoggerFactory.getLogger(ServiceManager.class);
        try {
            final Process notify = new ProcessBuilder("systemd-notify", "--ready")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!notify.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                notify.destroyForcibly();
                log.warn("{} is set, but systemd-notify did not end within {} s", SOCKET, PATIENCE_SECONDS);
            } else if (notify.exitValue() != 0) {
                log.warn("{} is set, but systemd-notify ended with {}, expected 0", SOCKET, notify.exitValue());
            }
        } catch (final IOException missing) {
            log.warn("{} is set, but systemd-notify cannot be run: {}", SOCKET, missing.getMessage());
        }
    }
}
