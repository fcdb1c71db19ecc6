package io.flashgate.gateway.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flashgate.core.CoreLimits;
import io.flashgate.gateway.Gateway;
import io.flashgate.gateway.GatewaySettings;
import io.flashgate.gateway.GatewayStartException;
import io.flashgate.gateway.TestGateways;
import io.flashgate.journal.Durability;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.SystemEpochNanoClock;

/** A gateway that is open for a test's buyers and its merchant, on free ports and in a folder of the test's own. */
final class Counter implements AutoCloseable {

    static final String TOKEN = "the-merchants-own-secret";
    static final String BEARER = "Authorization: Bearer " + TOKEN;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Gateway gateway;

    private Counter(final Gateway gateway) {
        this.gateway = gateway;
    }

    /** What it is opened with: small tables, generous times. */
    static final class Plan {

        private final Path folder;
        private EpochNanoClock clock = new SystemEpochNanoClock();
        private CoreLimits limits = new CoreLimits(64, 20_000, 10_000, 64);
        private int ringSize = 1_024;
        private int eventLoops = 1;
        private Duration barrierInterval = Duration.ofNanos(400_000);
        private int maxConnections = 1_000;
        private Duration requestDeadline = Duration.ofSeconds(10);
        private Duration idleTimeout = Duration.ofSeconds(30);
        private Duration answerRetention = Duration.ofHours(24);
        private Durability durability = Durability.FSYNC;
        private boolean metricsOpen;

        private Plan(final Path folder) {
            this.folder = folder;
        }

        Plan clock(final EpochNanoClock value) {
            clock = value;
            return this;
        }

        Plan limits(final CoreLimits value) {
            limits = value;
            return this;
        }

        Plan ringSize(final int value) {
            ringSize = value;
            return this;
        }

        Plan eventLoops(final int value) {
            eventLoops = value;
            return this;
        }

        Plan barrierInterval(final Duration value) {
            barrierInterval = value;
            return this;
        }

        Plan maxConnections(final int value) {
            maxConnections = value;
            return this;
        }

        Plan requestDeadline(final Duration value) {
            requestDeadline = value;
            return this;
        }

        Plan idleTimeout(final Duration value) {
            idleTimeout = value;
            return this;
        }

        Plan answerRetention(final Duration value) {
            answerRetention = value;
            return this;
        }

        Plan durability(final Durability value) {
            durability = value;
            return this;
        }

        Plan metricsOpen() {
            metricsOpen = true;
            return this;
        }

        Counter open() throws GatewayStartException {
            final GatewaySettings usual = GatewaySettings.at(folder, TOKEN);
            return new Counter(TestGateways.start(
                    new GatewaySettings(
                            usual.data(),
                            usual.listen(),
                            usual.adminListen(),
                            usual.adminToken(),
                            metricsOpen,
                            durability,
                            limits,
                            usual.pipeline().withRingSize(ringSize).withBarrierInterval(barrierInterval),
                            eventLoops,
                            maxConnections,
                            requestDeadline,
                            idleTimeout,
                            answerRetention,
                            1L << 20),
                    clock));
        }
    }

    static Plan in(final Path folder) {
        return new Plan(folder);
    }

    static Counter openIn(final Path folder) throws GatewayStartException {
        return in(folder).open();
    }

    Gateway gateway() {
        return gateway;
    }

    /** A connection of a buyer. */
    RawClient connect() throws IOException {
        return RawClient.to(gateway.publicAddress());
    }

    /** A connection of the merchant. */
    RawClient connectAdmin() throws IOException {
        return RawClient.to(gateway.adminAddress());
    }

    /** One request on a connection of its own. */
    Reply ask(final String request) throws IOException {
        try (RawClient client = connect()) {
            return client.ask(request);
        }
    }

    /** One request of the merchant, as it stands. */
    Reply askAdmin(final String request) throws IOException {
        try (RawClient client = connectAdmin()) {
            return client.ask(request);
        }
    }

    Reply buy(final String saleId, final String key, final String body) throws IOException {
        return ask(Requests.purchase(saleId, key, body));
    }

    Reply sale(final String saleId) throws IOException {
        return ask(Requests.get("/v1/sales/" + saleId));
    }

    Reply define(final String saleId, final String json) throws IOException {
        return askAdmin(Requests.json("PUT", "/admin/v1/sales/" + saleId, json, BEARER));
    }

    /** Defines a sale that must be taken. */
    Counter offer(final Offer offer) throws IOException {
        define(offer.saleId(), offer.json()).mustBe(201);
        return this;
    }

    Reply closeSale(final String saleId) throws IOException {
        return askAdmin(Requests.request("POST", "/admin/v1/sales/" + saleId + "/close", BEARER));
    }

    /** An order, as whoever says to be this buyer sees it. */
    Reply order(final String orderId, final String buyer) throws IOException {
        return ask(Requests.get("/v1/orders/" + orderId + "?buyerId=" + buyer));
    }

    /** Somebody who says to be this buyer gives an order back. */
    Reply cancel(final String orderId, final String buyer) throws IOException {
        return ask(Requests.request("POST", "/v1/orders/" + orderId + "/cancel?buyerId=" + buyer));
    }

    /** The merchant does something to an order: confirm, cancel or payment-started. */
    Reply askAbout(final String orderId, final String action) throws IOException {
        return askAdmin(Requests.request("POST", "/admin/v1/orders/" + orderId + '/' + action, BEARER));
    }

    Reply confirm(final String orderId) throws IOException {
        return askAbout(orderId, "confirm");
    }

    /** The sale as the merchant sees it. */
    JsonNode adminView(final String saleId) throws IOException {
        return askAdmin(Requests.get("/admin/v1/sales/" + saleId, BEARER))
                .mustBe(200)
                .json();
    }

    /** All orders of a sale out of its listing. */
    List<JsonNode> orders(final String saleId) throws IOException {
        return orders(askAdmin(Requests.get("/admin/v1/sales/" + saleId + "/orders", BEARER)));
    }

    static List<JsonNode> orders(final Reply listing) throws IOException {
        listing.mustBe(200);
        assertEquals("application/x-ndjson", listing.header("Content-Type"));
        final List<JsonNode> orders = new ArrayList<>();
        for (final String line : listing.text().lines().toList()) {
            orders.add(JSON.readTree(line));
        }
        return orders;
    }

    /** A number on the metrics page, by the beginning of its line, which must be there. */
    double metric(final String lineStart) {
        final Reply page;
        try {
            page = askAdmin(Requests.get("/metrics", BEARER)).mustBe(200);
        } catch (final IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return page.text()
                .lines()
                .filter(line -> line.startsWith(lineStart + ' '))
                .mapToDouble(line -> Double.parseDouble(line.substring(lineStart.length() + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no " + lineStart + " on the page"));
    }

    @Override
    public void close() {
        gateway.close();
    }
}
