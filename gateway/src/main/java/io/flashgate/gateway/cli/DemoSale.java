package io.flashgate.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The demo's sale: three items that anybody may buy one of each, open from now. */
final class DemoSale {

    static final int STOCK = 300;
    static final int BUYER_LIMIT = 1;
    static final Duration LENGTH = Duration.ofMinutes(30);

    private static final List<ItemDraft> ITEMS = List.of(
            new ItemDraft("sneaker-42", "Sneaker, size 42", STOCK, 9_900, (long) BUYER_LIMIT, 19_900L),
            new ItemDraft("hoodie-m", "Hoodie, medium", STOCK, 4_900, (long) BUYER_LIMIT, 7_900L),
            new ItemDraft("cap-black", "Cap, black", STOCK, 1_900, (long) BUYER_LIMIT, 2_900L));

    private static final long AUDIT_PATIENCE_NANOS = Duration.ofSeconds(5).toNanos();

    private final AdminClient admin;
    private final URI url;
    private final String saleId;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private DemoSale(final AdminClient admin, final URI shop, final String saleId) {
        this.admin = admin;
        this.saleId = saleId;
        this.url = URI.create(shop + "/v1/sales/" + saleId);
    }

    /** Defines the sale under the first id that is free: demo, demo-2, … */
    static DemoSale open(final AdminClient admin, final URI shop, final Instant now)
            throws IOException, InterruptedException, Complaint {
        final String saleId = freeId(admin);
        final ObjectNode definition = Json.object()
                .put("title", "Flashgate demo")
                .put("opensAt", now.toString())
                .put("closesAt", now.plus(LENGTH).toString())
                .put("currency", "EUR");
        final ArrayNode items = definition.putArray("items");
        ITEMS.forEach(item -> items.add(item.json()));
        admin.ask("PUT", SaleCommand.Talking.pathOf(saleId), definition.toString());
        return new DemoSale(admin, shop, saleId);
    }

    private static String freeId(final AdminClient admin) throws IOException, InterruptedException, Complaint {
        for (int i = 1; ; i++) {
            final String saleId = i == 1 ? "demo" : "demo-" + i;
            final HttpResponse<String> answer = admin.send("GET", SaleCommand.Talking.pathOf(saleId), null);
            if (answer.statusCode() == 404) {
                return saleId;
            }
            if (answer.statusCode() != 200) {
                throw Complaint.refused(AdminClient.problem(answer));
            }
        }
    }

    String saleId() {
        return saleId;
    }

    /** {@code …/v1/sales/ID}. */
    URI url() {
        return url;
    }

    List<String> skus() {
        return ITEMS.stream().map(ItemDraft::sku).toList();
    }

    /** Units of each item when the sale opened. */
    Map<String, Long> stock() {
        final Map<String, Long> stock = new LinkedHashMap<>();
        ITEMS.forEach(item -> stock.put(item.sku(), item.stock()));
        return stock;
    }

    /** The sale as the public sees it. */
    JsonNode view() throws IOException, InterruptedException, Complaint {
        final HttpRequest request =
                HttpRequest.newBuilder(url).timeout(Duration.ofSeconds(10)).build();
        final HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw Complaint.refused(AdminClient.problem(answer));
        }
        return Json.read(answer.body());
    }

    /**
     * Compares the orders with the sale and with what the crowd heard. Somebody may be buying just now, and the view may
     * be a moment older than the orders: a difference in the counts must last to be one.
     */
    Audit audit(final CrowdTally tally) throws IOException, InterruptedException, Complaint {
        final long startNanos = System.nanoTime();
        while (true) {
            final Audit audit = Audit.of(tally, orders(), view(), BUYER_LIMIT);
            if (audit.findings().isEmpty() || System.nanoTime() - startNanos > AUDIT_PATIENCE_NANOS) {
                return audit;
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    /** All orders of the sale, in sequence order, asked for until nothing more comes. */
    private List<JsonNode> orders() throws IOException, InterruptedException, Complaint {
        final String path = SaleCommand.Talking.pathOf(saleId) + "/orders";
        final List<JsonNode> orders = new ArrayList<>();
        int before;
        do {
            before = orders.size();
            final String after =
                    orders.isEmpty() ? "" : "?after=" + orders.get(before - 1).path("sequence");
            for (final String line : admin.ask("GET", path + after, null).split("\n")) {
                if (!line.isBlank()) {
                    orders.add(Json.read(line));
                }
            }
        } while (orders.size() > before);
        return orders;
    }
}
