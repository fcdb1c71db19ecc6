package io.flashgate.gateway.telemetry;

import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/**
 * The page that Prometheus reads, in its text format or as OpenMetrics. Everything on it is read from where it is counted when the
 * page is asked for. Names and units follow Prometheus's conventions: base units, and {@code _total} for what only grows.
 */
public final class MetricsPage {

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final ExpositionFormatWriter text = PrometheusTextFormatWriter.create();
    private final ExpositionFormatWriter openMetrics =
            OpenMetricsTextFormatWriter.builder().build();

    /** The page, and what it is. */
    public record Page(String contentType, byte[] body) {}

    /** Takes a value of a metric that has labels. */
    @FunctionalInterface
    public interface Samples {
        void add(double value, String... labels);
    }

    /** Where libraries register what they know. */
    PrometheusRegistry registry() {
        return registry;
    }

    /** Adds a gauge. */
    public void gauge(final String name, final String help, final DoubleSupplier value) {
        gauge(name, help, samples -> samples.add(value.getAsDouble()));
    }

    /** Adds a gauge that has labels, or sometimes no value. */
    public void gauge(final String name, final String help, final Consumer<Samples> values, final String... labels) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .labelNames(labels)
                .callback(callback -> values.accept(callback::call))
                .register(registry);
    }

    /** Adds a counter; the name goes without {@code _total}. */
    public void counter(final String name, final String help, final DoubleSupplier value) {
        counter(name, help, samples -> samples.add(value.getAsDouble()));
    }

    /** Adds a counter that has labels; the name goes without {@code _total}. */
    public void counter(final String name, final String help, final Consumer<Samples> values, final String... labels) {
        CounterWithCallback.builder()
                .name(name)
                .help(help)
                .labelNames(labels)
                .callback(callback -> values.accept(callback::call))
                .register(registry);
    }

    /**
     * Adds a classic histogram.
     *
     * @param perUnit how many of what was counted are one unit of the metric: 1e9 for nanoseconds of a metric in seconds
     * @param counts  of one or more threads, all with the same bounds
     */
    public void histogram(
            final String name, final String help, final double perUnit, final Supplier<List<BucketCounts>> counts) {
        final Collector collector = () -> HistogramSnapshot.builder()
                .name(name)
                .help(help)
                .dataPoint(sumOf(counts.get(), perUnit))
                .build();
        registry.register(collector);
    }

    /** Adds facts that do not change; the name goes without {@code _info}. */
    public void info(final String name, final String help, final String[] labels, final String[] values) {
        final Info info =
                Info.builder().name(name).help(help).labelNames(labels).register(registry);
        info.setLabelValues(values);
    }

    /**
     * The page. Any thread.
     *
     * @param accept the request's header, or null: what its sender understands
     */
    public Page render(final String accept) {
        final ExpositionFormatWriter writer = openMetrics.accepts(accept) ? openMetrics : text;
        final ByteArrayOutputStream page = new ByteArrayOutputStream(32 * 1024);
        try {
            writer.write(page, registry.scrape());
        } catch (final IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return new Page(writer.getContentType(), page.toByteArray());
    }

    private static HistogramDataPointSnapshot sumOf(final List<BucketCounts> counts, final double perUnit) {
        final long[] bounds = counts.get(0).upperBounds();
        final long[] all = new long[bounds.length];
        long sum = 0;
        for (final BucketCounts one : counts) {
            one.addTo(all);
            sum += one.sum();
        }
        final ClassicHistogramBuckets.Builder buckets = ClassicHistogramBuckets.builder();
        for (int i = 0; i < bounds.length; i++) {
            buckets.bucket(i == bounds.length - 1 ? Double.POSITIVE_INFINITY : bounds[i] / perUnit, all[i]);
        }
        return HistogramDataPointSnapshot.builder()
                .classicHistogramBuckets(buckets.build())
                .sum(sum / perUnit)
                .build();
    }
}
