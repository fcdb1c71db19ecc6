package io.flashgate.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What a simulated buyer heard.
 *
 * @param status  HTTP's
 * @param code    the problem's code; empty for a sale
 * @param orderId the order; empty for a refusal
 */
record CrowdAnswer(int status, String code, String orderId) {

    static CrowdAnswer of(final int status, final JsonNode body) {
        return status == 201
                ? new CrowdAnswer(status, "", body.path("orderId").asText())
                : new CrowdAnswer(status, body.path("code").asText("http-" + status), "");
    }

    boolean isSold() {
        return status == 201;
    }

    /** Never sequenced: the same request may be sent again and may then be sold. */
    boolean isPassing() {
        return status == 429 || status == 503;
    }

    /** A refusal that a demo's buyer can meet. Anything else is a mistake, here or there. */
    boolean isBusiness() {
        return status == 201 || status == 409 || status == 410 || isPassing();
    }
}
