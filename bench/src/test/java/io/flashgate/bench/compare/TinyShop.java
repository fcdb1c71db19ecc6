package io.flashgate.bench.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A shop small enough to be read, with one fault at most: what a check must find. One lock around everything. */
final class TinyShop implements Shop {

    /** What it does wrong. */
    enum Fault {
        NONE,
        OVERSELLS,
        SELLS_TWICE_TO_A_BUYER,
        FORGETS_KEYS,
        NEVER_CLOSES,
        OPENS_EARLY,
        STORES_NOTHING,
        FORGETS_WHEN_KILLED
    }

    /** What outlives the shop. */
    static final class Books {
        private final Map<String, Sale> sales = new LinkedHashMap<>();
    }

    private static final class Sale {
        private final int stock;
        private final Instant opensAt;
        private Instant closesAt;
        private final Map<String, ObjectNode> ordersByBuyer = new LinkedHashMap<>();
        private final Map<String, String> requestsByBuyer = new LinkedHashMap<>();
        private int sold;

        Sale(final int stock, final Instant opensAt, final Instant closesAt) {
            this.stock = stock;
            this.opensAt = opensAt;
            this.closesAt = closesAt;
        }
    }

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Books books;
    private final Fault fault;
    private final HttpServer server;

    TinyShop(final Books books, final Fault fault) {
        this.books = books;
        this.fault = fault;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (final IOException failed) {
            throw new UncheckedIOException(failed);
        }
        server.createContext("/v1/sales/", this::answer);
        server.start();
    }

    @Override
    public ProcessTree processes() {
        return new ProcessTree(Set.of(ProcessHandle.current().pid()));
    }

    @Override
    public URI target() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void create(final String saleId, final int stock, final Instant opensAt, final Instant closesAt) {
        synchronized (books) {
            books.sales.put(saleId, new Sale(stock, opensAt, closesAt));
        }
    }

    @Override
    public void end(final String saleId) {
        synchronized (books) {
            books.sales.get(saleId).closesAt = Instant.now();
        }
    }

    @Override
    public List<String> storedBuyers(final String saleId) {
        synchronized (books) {
            return fault == Fault.STORES_NOTHING
                    ? List.of()
                    : new ArrayList<>(books.sales.get(saleId).ordersByBuyer.keySet());
        }
    }

    @Override
    public void crash() {
        synchronized (books) {
            if (fault == Fault.FORGETS_WHEN_KILLED) {
                books.sales.clear();
            }
        }
        server.stop(0);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(final HttpExchange exchange) throws IOException {
        final JsonNode body = JSON.readTree(exchange.getRequestBody());
        final String saleId = exchange.getRequestURI().getPath().split("/")[3];
        final String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
        final ObjectNode said;
        synchronized (books) {
            said = decide(saleId, key, body);
        }
        final byte[] bytes = said.toString().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(said.has("code") ? said.path("status").asInt() : 201, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private ObjectNode decide(final String saleId, final String key, final JsonNode body) {
        if (body.has("quantty")) {
            return refuse(400, "malformed");
        }
        final Sale sale = books.sales.get(saleId);
        if (sale == null) {
            return refuse(404, "unknown-sale");
        }
        final String buyer = body.path("buyerId").asText();
        final String request = key + body.path("quantity");
        final String first = sale.requestsByBuyer.get(buyer);
        if (first != null && fault != Fault.FORGETS_KEYS) {
            if (first.equals(request)) {
                return sale.ordersByBuyer.get(buyer);
            }
            if (first.startsWith(key)) {
                return refuse(422, "key-reused");
            }
        }
        final Instant now = Instant.now();
        if (!now.isBefore(sale.closesAt) && fault != Fault.NEVER_CLOSES) {
            return refuse(410, "sale-closed");
        }
        if (now.isBefore(sale.opensAt) && fault != Fault.OPENS_EARLY) {
            return refuse(409, "not-open-yet");
        }
        if (sale.sold >= sale.stock && fault != Fault.OVERSELLS) {
            return refuse(409, "sold-out");
        }
        if (first != null && fault != Fault.SELLS_TWICE_TO_A_BUYER) {
            return refuse(409, "buyer-limit");
        }
        sale.sold++;
        final ObjectNode order = JSON.createObjectNode()
                .put("orderId", saleId + "-" + sale.sold)
                .put("saleId", saleId)
                .put("buyerId", buyer)
                .put("total", 9_900)
                .put("sequence", sale.sold)
                .put("decidedAt", now.toString());
        order.putArray("items").addObject().put("sku", body.path("sku").asText());
        sale.ordersByBuyer.put(buyer, order);
        sale.requestsByBuyer.put(buyer, request);
        return order;
    }

    private static ObjectNode refuse(final int status, final String code) {
        return JSON.createObjectNode().put("status", status).put("code", code);
    }
}
