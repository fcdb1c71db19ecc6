package io.flashgate.bench.load;

import com.fasterxml.jackson.databind.JsonNode;
import io.flashgate.gateway.cli.Complaint;
import io.flashgate.gateway.cli.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What the server says of its sale before the run: its items, and how many units of each are not sold.
 *
 * @param items empty where the server has no such document
 */
record SaleFacts(List<Item> items) {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /**
     * @param unitsLeft stock less what is sold
     */
    record Item(String sku, long unitsLeft) {}

    /**
     * Asks {@code GET /v1/sales/ID}.
     *
     * @throws Complaint if nobody answers, or the answer is that there is no such sale
     */
    static SaleFacts ask(final Target target, final String saleId, final List<Header> headers)
            throws Complaint, InterruptedException {
        final HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(target.url() + "/v1/sales/" + saleId))
                .timeout(PATIENCE);
        headers.forEach(header -> request.header(header.name(), header.value()));
        final HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(PATIENCE)
                .build();
        try {
            return read(client.send(request.build(), BodyHandlers.ofString()), target, saleId);
        } catch (final IOException e) {
            throw Complaint.usage("cannot connect to " + target.url() + ": "
                    + (e.getMessage() == null ? "nobody answers" : e.getMessage()));
        }
    }

    private static SaleFacts read(final HttpResponse<String> answer, final Target target, final String saleId)
            throws Complaint {
        final JsonNode sale = Json.readOrMissing(answer.body());
        if (sale.path("code").asText().equals("unknown-sale")) {
            throw Complaint.usage("there is no sale \"" + saleId + "\" at " + target.url());
        }
        final List<Item> items = new ArrayList<>();
        if (answer.statusCode() == 200) {
            for (final JsonNode item : sale.path("items")) {
                if (item.path("sku").isTextual() && item.path("stock").isIntegralNumber()) {
                    items.add(new Item(
                            item.path("sku").asText(),
                            item.path("stock").asLong() - item.path("sold").asLong()));
                }
            }
        }
        return new SaleFacts(List.copyOf(items));
    }

    /** Null if there is no such item, or nothing is known. */
    Item findItem(final String sku) {
        return items.stream().filter(item -> item.sku().equals(sku)).findFirst().orElse(null);
    }
}
