package io.flashgate.journal.diff;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flashgate.core.order.Outcome;
import io.flashgate.journal.JournalReader;
import io.flashgate.journal.sale.FollowedSale;
import io.flashgate.journal.sale.HttpAnswer;
import io.flashgate.journal.sale.OrderChange;
import io.flashgate.journal.sale.OrderJson;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Map;

/** The first answer to a request as its record says that it was: the members of the HTTP contract that a journal knows. */
final class FirstAnswer {

    /** Hears of a member that was heard otherwise than it was decided. */
    @FunctionalInterface
    interface Listener {

        /**
         * @param inAnswer what the client heard; {@code nothing} if the member was not there
         */
        void onDifference(String member, String inJournal, String inAnswer);
    }

    private static final ObjectMapper JSON = new ObjectMapper();

    private final RequestName request;
    private final long sequence;
    private final HttpAnswer http;
    private final JsonNode members;

    /**
     * @param record of a purchase, which the sale has just followed
     * @param group  empty: none
     */
    FirstAnswer(final JournalReader record, final FollowedSale sale, final RequestName request, final String group) {
        this.request = request;
        sequence = record.sequence();
        http = HttpAnswer.of(record.outcome());
        members = record.outcome().isOrder()
                ? order(OrderChange.of(record, sale, request.buyerId(), group, null))
                : refusal(record);
    }

    RequestName request() {
        return request;
    }

    long sequence() {
        return sequence;
    }

    HttpAnswer http() {
        return http;
    }

    String inWords() {
        return http + (http.isOrder() ? " order=" + members.path("orderId").asText() : "");
    }

    /** Compares what was heard. What the journal does not know is not compared, nor is what a client left out, but for the order. */
    void compare(final JsonNode heard, final Listener listener) {
        for (final Map.Entry<String, JsonNode> member : members.properties()) {
            final JsonNode said = heard.path(member.getKey());
            if (!said.isMissingNode() && !said.equals(member.getValue())) {
                listener.onDifference(member.getKey(), member.getValue().toString(), said.toString());
            }
        }
    }

    private static JsonNode order(final OrderChange order) {
        final StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            OrderJson.write(order, json);
        } catch (final IOException impossible) {
            throw new IllegalStateException("an order cannot be written", impossible);
        }
        return read(text.toString());
    }

    private JsonNode refusal(final JournalReader record) {
        final ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("code", http.code()).put("saleId", request.saleId()).put("sequence", record.sequence());
        final Outcome outcome = record.outcome();
        switch (outcome) {
            case SOLD_OUT -> {
                if (record.units() > 0) {
                    json.put("held", record.units());
                }
                json.put("final", record.units() == 0);
            }
            case INSUFFICIENT_STOCK -> json.put("available", record.units());
            default -> json.put("limit", record.units());
        }
        return read(json.toString());
    }

    /** As a client's answer is read: a number is the same one only if it was read in the same way. */
    private static JsonNode read(final String json) {
        try {
            return JSON.readTree(json);
        } catch (final JsonProcessingException impossible) {
            throw new IllegalStateException("what was written as JSON cannot be read", impossible);
        }
    }
}
