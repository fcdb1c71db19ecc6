package io.flashgate.gateway;

import io.flashgate.core.CoreLimits;
import io.flashgate.gateway.pipeline.PipelineSettings;
import java.util.Locale;
import org.slf4j.Logger;

/** What whoever reads the log of an incident first asks: which build, on what, told what. Without secrets. */
final class StartLog {

    private StartLog() {}

    static void say(final Logger log, final GatewaySettings settings) {
        final Runtime runtime = Runtime.getRuntime();
        log.atInfo()
                .addKeyValue("version", GatewayVersion.number())
                .addKeyValue("pid", ProcessHandle.current().pid())
                .addKeyValue("jdk", Runtime.version())
                .addKeyValue("os", System.getProperty("os.name") + ' ' + System.getProperty("os.version"))
                .addKeyValue("processors", runtime.availableProcessors())
                .addKeyValue("maxHeapBytes", runtime.maxMemory())
                .log("flashgate starts");
        final PipelineSettings pipeline = settings.pipeline();
        final CoreLimits limits = settings.limits();
        // By the names of the options, so that a line can be compared with a settings file.
        log.atInfo()
                .addKeyValue("data", settings.data().toAbsolutePath().normalize())
                .addKeyValue("durability", settings.durability().word())
                .addKeyValue("listen", settings.listen())
                .addKeyValue("admin-listen", settings.adminListen())
                .addKeyValue("metrics-open", settings.metricsOpen())
                .addKeyValue("event-loops", settings.eventLoops())
                .addKeyValue("max-connections", settings.maxConnections())
                .addKeyValue("request-deadline", settings.requestDeadline())
                .addKeyValue("idle-timeout", settings.idleTimeout())
                .addKeyValue("ring-size", pipeline.ringSize())
                .addKeyValue(
                        "wait-strategy",
                        pipeline.waiting().name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .addKeyValue("max-group", pipeline.maxGroup())
                .addKeyValue("barrier-interval", pipeline.barrierInterval())
                .addKeyValue("max-sales", limits.sales())
                .addKeyValue("max-answers", limits.answers())
                .addKeyValue("max-orders", limits.orders())
                .addKeyValue("max-groups", limits.groups())
                .addKeyValue("answer-retention", settings.answerRetention())
                .addKeyValue("min-free", settings.minFreeBytes())
                .addKeyValue("snapshot-every", settings.snapshotEvery())
                .log("settings in effect");
    }
}
