package io.flashgate.bench.compare;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Buys by hand, one request at a time, and looks at what comes back. For one thread. */
final class TestBuyer {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /**
     * What came back.
     *
     * @param request what was asked, for people
     * @param status  HTTP's
     * @param body    a JSON object
     */
    record Reply(String request, int status, JsonNode body) {

        /** The order of a 201. */
        String orderId() {
            return body.path("orderId").asText();
        }

        /** The code of a refusal. */
        String code() {
            return body.path("code").asText();
        }

        /**
         * @throws CompareException if it is anything else
         */
        Reply mustBe(final int expectedStatus, final String expectedCode) {
            if (status != expectedStatus || !code().equals(expectedCode)) {
                throw new CompareException(request + ": expected " + expectedStatus + " " + expectedCode + ", found "
                        + status + " " + body);
            }
            return this;
        }
    }

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final URI target;

    TestBuyer(final URI target) {
        this.target = target;
    }

    Reply buy(final String saleId, final String buyerId, final String key, final int quantity) {
        return post(
                saleId,
                key,
                JSON.createObjectNode()
                        .put("sku", LoadTool.SKU)
                        .put("quantity", quantity)
                        .put("buyerId", buyerId)
                        .toString());
    }

    /** Sends any body. */
    Reply post(final String saleId, final String key, final String body) {
        final HttpRequest request = HttpRequest.newBuilder(target.resolve("/v1/sales/" + saleId + "/orders"))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .timeout(PATIENCE)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        final String what = "POST " + request.uri() + " " + key + " " + body;
        try {
            final HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            return new Reply(what, response.statusCode(), JSON.readTree(response.body()));
        } catch (final JsonProcessingException noJson) {
            throw new CompareException(what + ": expected JSON, found " + noJson.getOriginalMessage(), noJson);
        } catch (final IOException failed) {
            throw new CompareException(what + ": expected an answer, found " + failed, failed);
        } catch (final InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new CompareException("interrupted", stopped);
        }
    }
}
