package io.flashgate.bench.load;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flashgate.gateway.cli.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.HdrHistogram.Histogram;

/** The result for machines: one JSON object. Scripts depend on the names. */
final class ResultJson {

    private ResultJson() {}

    static void write(final LoadResult result, final Path file) throws IOException {
        Files.writeString(file, Json.print(of(result)) + System.lineSeparator());
    }

    static ObjectNode of(final LoadResult result) {
        final LoadPlan plan = result.plan();
        final ObjectNode json = Json.object();
        json.put("run", plan.run());
        json.put("profile", plan.profile().word());
        json.put("closedLoop", plan.profile().isClosed());
        json.put("target", plan.target());
        json.put("saleId", plan.saleId());
        json.put("connections", plan.connections());
        json.put("pipeline", plan.pipeline());
        json.put("threads", plan.threads());
        json.put("seed", plan.seed());
        json.put("seconds", result.seconds());
        json.put("warmUpSeconds", plan.warmUp().toNanos() / 1e9);
        if (plan.profile().isClosed()) {
            json.putNull("intendedRate");
        } else {
            json.put("intendedRate", result.intendedRate());
        }
        json.put("achievedRate", result.achievedRate());
        json.put("missedRate", result.isRateMissed());
        json.put("stoppedEarly", result.isStopped());
        json.put("sent", result.sent());
        json.put("repeats", result.repeats());
        json.put("unsent", result.unsent());
        json.put("answered", result.answered());
        json.put("measured", result.measuredAnswered());
        json.put("lost", result.lost());
        json.put("reconnects", result.reconnects());
        final ObjectNode statuses = json.putObject("statuses");
        result.statuses().forEach((status, count) -> statuses.put(Integer.toString(status), count));
        final ObjectNode codes = json.putObject("codes");
        result.codes().forEach(codes::put);
        final ObjectNode latency = json.putObject("latencyMicros");
        latency(latency.putObject("all"), result.all());
        latency(latency.putObject("accepted"), result.accepted());
        latency(latency.putObject("refused"), result.refused());
        latency(json.putObject("sendDelayMicros"), result.sendDelay());
        json.put("clientCpuMicrosPerRequest", result.cpuMicrosPerRequest());
        json.put("generatorCpuMicrosPerRequest", result.generatorCpuMicrosPerRequest());
        ledger(json, result);
        final ArrayNode failures = json.putArray("failures");
        result.failures().forEach(failures::add);
        return json;
    }

    private static void ledger(final ObjectNode json, final LoadResult result) {
        final Ledgers ledgers = result.findLedgers();
        if (ledgers == null) {
            json.putNull("ledger");
        } else {
            final ObjectNode ledger = json.putObject("ledger");
            ledger.put("acceptedUnits", ledgers.accepted() * result.plan().quantity());
            if (result.plan().unitsLeft() >= 0) {
                ledger.put("unitsLeftBefore", result.plan().unitsLeft());
            }
            ledger.put("repeatsCompared", ledgers.compared());
            ledger.put("answeredWhenAskedAgain", ledgers.found());
            ledger.put("neverAnswered", ledgers.unanswered());
        }
        final ArrayNode violations = json.putArray("violations");
        for (final Violation violation : result.violations()) {
            final ObjectNode one = violations.addObject();
            one.put("kind", violation.kind().word());
            one.put("count", violation.count());
            final ArrayNode examples = one.putArray("examples");
            violation.examples().forEach(examples::add);
        }
    }

    private static void latency(final ObjectNode json, final Histogram histogram) {
        json.put("count", histogram.getTotalCount());
        json.put("mean", histogram.getMean() / 1e3);
        json.put("p50", histogram.getValueAtPercentile(50) / 1e3);
        json.put("p90", histogram.getValueAtPercentile(90) / 1e3);
        json.put("p99", histogram.getValueAtPercentile(99) / 1e3);
        json.put("p999", histogram.getValueAtPercentile(99.9) / 1e3);
        json.put("p9999", histogram.getValueAtPercentile(99.99) / 1e3);
        json.put("max", histogram.getMaxValue() / 1e3);
    }
}
