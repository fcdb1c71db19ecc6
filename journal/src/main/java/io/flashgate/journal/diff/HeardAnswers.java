package io.flashgate.journal.diff;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What clients heard, an answer a line:
 *
 * <pre>
 *   {"saleId": "summer", "buyerId": "alice", "key": "alice-1", "status": 201, "answer": {"orderId": "summer-17", …}}
 * </pre>
 *
 * {@code saleId}, {@code buyerId} and {@code key} (the Idempotency-Key) are the request's; {@code status} is HTTP's, 0 or left out if no
 * answer came; {@code answer} is the body as it was heard. Other members are for whoever wrote them. A request that was sent again has a
 * line for each answer. All of it lies in memory, about as much as the file is long.
 */
final class HeardAnswers {

    private static final ObjectMapper JSON = new ObjectMapper().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
    private static final int MAX_STATUS = 599;

    private final Map<RequestName, List<HeardAnswer>> answers = new LinkedHashMap<>();
    private final Set<String> sales = new HashSet<>();
    private int lines;

    private HeardAnswers() {}

    /**
     * Reads a file.
     *
     * @throws MalformedLineException if a line is not what was expected
     */
    static HeardAnswers read(final Path file) throws IOException {
        final HeardAnswers heard = new HeardAnswers();
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                heard.lines++;
                if (!line.isBlank()) {
                    heard.add(parse(file, heard.lines, line));
                }
            }
        } catch (final MalformedInputException notText) {
            throw new MalformedLineException(file, heard.lines + 1, "expected UTF-8");
        }
        return heard;
    }

    /** Lines of the file. */
    int lines() {
        return lines;
    }

    /** The sales that it names. */
    Set<String> sales() {
        return sales;
    }

    /** What was heard to a request, in the file's order; null: the file does not name it. */
    List<HeardAnswer> find(final RequestName request) {
        return answers.get(request);
    }

    Map<RequestName, List<HeardAnswer>> all() {
        return answers;
    }

    /** The body of an answer. */
    static JsonNode body(final HeardAnswer heard) {
        try {
            return heard.answer().isEmpty() ? JSON.missingNode() : JSON.readTree(heard.answer());
        } catch (final JsonProcessingException impossible) {
            throw new IllegalStateException("what was written as JSON cannot be read", impossible);
        }
    }

    private void add(final HeardAnswer heard) {
        sales.add(heard.request().saleId());
        answers.computeIfAbsent(heard.request(), name -> new ArrayList<>(1)).add(heard);
    }

    private static HeardAnswer parse(final Path file, final int number, final String line)
            throws MalformedLineException {
        final JsonNode json;
        try {
            json = JSON.readTree(line);
        } catch (final JsonProcessingException malformed) {
            throw new MalformedLineException(
                    file, number, "expected a JSON object, found " + malformed.getOriginalMessage());
        }
        if (!json.isObject()) {
            throw new MalformedLineException(file, number, "expected a JSON object, found " + json.getNodeType());
        }
        final JsonNode status = json.path("status");
        if (!status.isMissingNode()
                && !status.isNull()
                && !(status.canConvertToInt()
                        && status.isIntegralNumber()
                        && status.intValue() >= 0
                        && status.intValue() <= MAX_STATUS)) {
            throw new MalformedLineException(file, number, "status: expected HTTP's, 0–599, found " + status);
        }
        final JsonNode answer = json.path("answer");
        if (!answer.isMissingNode() && !answer.isNull() && !answer.isObject()) {
            throw new MalformedLineException(file, number, "answer: expected an object, found " + answer);
        }
        final HeardAnswer heard = new HeardAnswer(
                number,
                new RequestName(
                        text(file, number, json, "saleId"),
                        text(file, number, json, "buyerId"),
                        text(file, number, json, "key")),
                status.asInt(),
                answer.path("sequence").asLong(),
                answer.isObject() ? answer.toString() : "");
        if (heard.isOrder() && !answer.path("orderId").isTextual()) {
            throw new MalformedLineException(file, number, "answer.orderId: expected an order of a 201, found nothing");
        }
        return heard;
    }

    private static String text(final Path file, final int number, final JsonNode json, final String member)
            throws MalformedLineException {
        final JsonNode text = json.path(member);
        if (!text.isTextual()) {
            throw new MalformedLineException(
                    file,
                    number,
                    member + ": expected a string, found " + (text.isMissingNode() ? "nothing" : text.toString()));
        }
        return text.textValue();
    }
}
