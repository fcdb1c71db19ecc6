package io.flashgate.bench.gatling;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** A sale that is defined for one run and is open for an hour. Of the flash's item there is a unit for every fifth buyer. */
final class FreshSale {

    private static final int BUYERS_PER_UNIT = 5;
    private static final int PLENTY = 10_000_000;

    private FreshSale() {}

    /**
     * Defines it, under the name that the settings give the sale, with the start of the run behind it.
     *
     * @return its id
     * @throws IllegalStateException if the gateway refuses, or cannot be asked; the message says what it said
     */
    static String open(final LoadSettings settings) {
        final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        final String saleId = settings.sale() + "-" + now.toEpochMilli();
        final Map<String, Integer> stock = new LinkedHashMap<>();
        settings.skus().forEach(sku -> stock.put(sku, PLENTY));
        stock.put(settings.flashSku(), Math.max(1, settings.buyers() / BUYERS_PER_UNIT));
        final String items = stock.entrySet().stream()
                .map(item -> "{\"sku\":\"" + item.getKey() + "\",\"stock\":" + item.getValue()
                        + ",\"price\":9900,\"buyerLimit\":1}")
                .collect(Collectors.joining(","));
        final String definition = "{\"title\":\"Gatling\",\"currency\":\"EUR\",\"opensAt\":\"" + now
                + "\",\"closesAt\":\"" + now.plus(Duration.ofHours(1)) + "\",\"items\":[" + items + "]}";
        try {
            final HttpRequest request = HttpRequest.newBuilder(settings.admin().resolve("/admin/v1/sales/" + saleId))
                    .timeout(Duration.ofSeconds(10))
                    .header(
                            "Authorization",
                            "Bearer " + Files.readString(settings.adminToken()).strip())
                    .header("Content-Type", "application/json")
                    .PUT(BodyPublishers.ofString(definition))
                    .build();
            final HttpResponse<String> answer = HttpClient.newBuilder()
                    .proxy(HttpClient.Builder.NO_PROXY)
                    .build()
                    .send(request, BodyHandlers.ofString());
            if (answer.statusCode() != 201) {
                throw new IllegalStateException(
                        "sale " + saleId + ": expected status 201, found " + answer.statusCode() + ' ' + answer.body());
            }
            return saleId;
        } catch (final IOException failure) {
            throw new IllegalStateException("sale " + saleId + ": " + settings.admin() + ": " + failure, failure);
        } catch (final InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        }
    }
}
