package io.flashgate.gateway.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.flashgate.core.order.PurchaseRequest;
import io.flashgate.core.order.Text;
import io.flashgate.core.sale.SaleDefinition;
import java.io.IOException;

/**
 * Reads a purchase's JSON, member by member: what it does not know, or finds twice, or of the wrong type, it refuses by name.
 */
final class PurchaseBody {

    private static final String MEMBERS = "sku, quantity, buyerId, group, items";
    private static final String EXPECTED_ITEMS = "1–" + PurchaseRequest.MAX_LINES;
    private static final String EXPECTED_ID = "1–64 of A-Z a-z 0-9 . _ -";

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(8).build())
            .build();

    private final PurchaseRequest purchase;
    private final JsonParser parser;
    private boolean hasSku;
    private boolean hasQuantity;
    private boolean hasItems;

    private PurchaseBody(final PurchaseRequest purchase, final JsonParser parser) {
        this.purchase = purchase;
        this.parser = parser;
    }

    /**
     * Fills in what the body says.
     *
     * @throws BadRequestException naming what was wrong, where, and what was expected
     */
    static void read(final byte[] json, final int length, final PurchaseRequest purchase) throws BadRequestException {
        if (length == 0) {
            throw new BadRequestException("The body is empty, expected a JSON object with " + MEMBERS);
        }
        try (JsonParser parser = JSON.createParser(json, 0, length)) {
            new PurchaseBody(purchase, parser).readDocument();
        } catch (final JsonProcessingException malformed) {
            throw new BadRequestException(
                    "The body is not JSON: " + firstLine(malformed.getOriginalMessage()) + at(malformed.getLocation()));
        } catch (final IOException | RuntimeException malformed) {
            throw new BadRequestException("The body is not JSON: " + firstLine(malformed.getMessage()));
        }
    }

    private void readDocument() throws IOException, BadRequestException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new BadRequestException("The body is " + found() + ", expected a JSON object with " + MEMBERS);
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            final String member = parser.currentName();
            parser.nextToken();
            readMember(member);
        }
        if (parser.nextToken() != null) {
            throw new BadRequestException(
                    "The body goes on behind the JSON object" + at(parser.currentTokenLocation()));
        }
        if (hasItems && (hasSku || hasQuantity)) {
            throw new BadRequestException("Found items beside sku or quantity, expected one or the other");
        }
        if (!hasItems && !hasSku) {
            throw new BadRequestException("sku: missing, expected " + EXPECTED_ID);
        }
        if (purchase.buyerId().isEmpty()) {
            throw new BadRequestException("buyerId: missing, expected 1–64 visible characters");
        }
    }

    private void readMember(final String member) throws IOException, BadRequestException {
        switch (member) {
            case "sku":
                hasSku = true;
                readId("sku", purchase.sku());
                break;
            case "quantity":
                hasQuantity = true;
                readQuantity(0, "quantity");
                break;
            case "buyerId":
                readBuyer();
                break;
            case "group":
                readId("group", purchase.group());
                break;
            case "items":
                hasItems = true;
                readItems();
                break;
            default:
                throw new BadRequestException("Unknown member \"" + shorten(member) + '"'
                        + at(parser.currentTokenLocation()) + ", expected " + MEMBERS);
        }
    }

    private void readItems() throws IOException, BadRequestException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw wrong("items", "an array of {sku, quantity}");
        }
        int count = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                throw wrong("items[" + count + ']', "an object with sku and quantity");
            }
            if (count == PurchaseRequest.MAX_LINES) {
                throw new BadRequestException("items: found more than " + count + ", expected " + EXPECTED_ITEMS);
            }
            readItem(count, "items[" + count + "].");
            count++;
        }
        if (count == 0) {
            throw new BadRequestException("items: found none, expected " + EXPECTED_ITEMS);
        }
        purchase.lineCount(count);
    }

    private void readItem(final int line, final String at) throws IOException, BadRequestException {
        boolean sku = false;
        purchase.quantity(line, 1);
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            final String member = parser.currentName();
            parser.nextToken();
            if (member.equals("sku")) {
                sku = true;
                readId(at + "sku", purchase.sku(line));
            } else if (member.equals("quantity")) {
                readQuantity(line, at + "quantity");
            } else {
                throw new BadRequestException("Unknown member \"" + at + shorten(member) + '"'
                        + at(parser.currentTokenLocation()) + ", expected sku, quantity");
            }
        }
        if (!sku) {
            throw new BadRequestException(at + "sku: missing, expected " + EXPECTED_ID);
        }
        for (int other = 0; other < line; other++) {
            if (purchase.sku(other).hasSameBytes(purchase.sku(line))) {
                throw new BadRequestException(
                        at + "sku: found \"" + purchase.sku(line) + "\" a second time, expected each sku once");
            }
        }
    }

    private void readQuantity(final int line, final String member) throws IOException, BadRequestException {
        final String expected = "a whole number from 1 to " + PurchaseRequest.QUANTITY_MAX;
        if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
            throw wrong(member, expected);
        }
        if (parser.getNumberType() != JsonParser.NumberType.INT
                || parser.getIntValue() < 1
                || parser.getIntValue() > PurchaseRequest.QUANTITY_MAX) {
            throw new BadRequestException(member + ": found " + shorten(parser.getText()) + ", expected " + expected);
        }
        purchase.quantity(line, parser.getIntValue());
    }

    private void readId(final String member, final Text target) throws IOException, BadRequestException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw wrong(member, EXPECTED_ID);
        }
        final String id = parser.getText();
        if (!SaleDefinition.isId(id)) {
            throw new BadRequestException(member + ": found \"" + shorten(id) + "\", expected " + EXPECTED_ID);
        }
        target.setAscii(id, 0, id.length());
    }

    private void readBuyer() throws IOException, BadRequestException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw wrong("buyerId", "1–64 visible characters");
        }
        BuyerId.read("buyerId", parser.getText(), purchase.buyerId());
    }

    private BadRequestException wrong(final String member, final String expected) {
        return new BadRequestException(
                member + ": found " + found() + at(parser.currentTokenLocation()) + ", expected " + expected);
    }

    private String found() {
        if (parser.currentToken() == null) {
            return "nothing";
        }
        switch (parser.currentToken()) {
            case START_OBJECT:
                return "an object";
            case START_ARRAY:
                return "an array";
            case VALUE_STRING:
                return "a string";
            case VALUE_NUMBER_INT:
                return "a whole number";
            case VALUE_NUMBER_FLOAT:
                return "a number with a fraction";
            case VALUE_NULL:
                return "null";
            default:
                return "true or false";
        }
    }

    private static String at(final JsonLocation location) {
        return location == null ? "" : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    private static String firstLine(final String message) {
        return message == null
                ? "it cannot be read"
                : message.lines().findFirst().orElse("it cannot be read");
    }

    private static String shorten(final String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + '…';
    }
}
