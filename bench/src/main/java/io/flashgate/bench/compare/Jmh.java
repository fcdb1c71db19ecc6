package io.flashgate.bench.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Runs benchmarks of ours by JMH, in processes of their own, and reads its report. */
final class Jmh {

    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private Jmh() {}

    /**
     * @param isShortened one iteration each: to see that it works
     * @param arguments   which benchmarks, with which parameters
     * @return JMH's report: an array with an object per benchmark and set of parameters
     * @throws CompareException if one of them fails
     */
    static JsonNode run(final OursAlone ours, final String name, final boolean isShortened, final String... arguments) {
        final Path folder = ours.work().fresh(name);
        final Path report = folder.resolve("jmh.json");
        final List<String> line = new ArrayList<>(List.of(
                "-jar",
                ours.installation()
                        .root()
                        .resolve("bench/target/benchmarks.jar")
                        .toString()));
        line.addAll(List.of(arguments));
        line.addAll(List.of("-foe", "true", "-rf", "json", "-rff", report.toString()));
        if (isShortened) {
            line.addAll(List.of("-wi", "1", "-i", "1"));
        }
        ours.runJava(name, folder, PATIENCE, line);
        try {
            return new ObjectMapper().readTree(report.toFile());
        } catch (final IOException broken) {
            throw new CompareException(name + ": expected a report in JSON, found " + broken.getMessage(), broken);
        } finally {
            ours.work().delete(folder);
        }
    }
}
