package io.flashgate.bench.peers.spring;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /v1/sales/{saleId}/orders}. */
@RestController
public class Orders {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Pattern KEY = Pattern.compile("[!-~]{1,64}");
    private static final long MICROS = 1_000_000;

    /** What a buyer asks for. */
    record Purchase(String sku, Integer quantity, String buyerId, String group) {}

    record Item(String sku, int quantity, long unitPrice) {}

    record Order(
            String orderId,
            String saleId,
            String buyerId,
            List<Item> items,
            long total,
            String currency,
            String status,
            long sequence,
            Instant decidedAt,
            String durability) {}

    /** Why not (RFC 9457). */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Problem(
            String type, String title, int status, String detail, String code, String saleId, String sku, Boolean isFinal) {

        @JsonProperty("final")
        public Boolean isFinal() {
            return isFinal;
        }
    }

    private record Refusal(HttpStatus status, String code, String title) {}

    private static final Map<String, Refusal> REFUSALS = Map.of(
            "C", new Refusal(HttpStatus.GONE, "sale-closed", "Sale closed"),
            "O", new Refusal(HttpStatus.CONFLICT, "sold-out", "Sold out"),
            "N", new Refusal(HttpStatus.CONFLICT, "not-open-yet", "Not open yet"),
            "L", new Refusal(HttpStatus.CONFLICT, "buyer-limit", "Buyer's limit reached"),
            "F", new Refusal(HttpStatus.CONFLICT, "insufficient-stock", "Insufficient stock"),
            "K", new Refusal(HttpStatus.UNPROCESSABLE_ENTITY, "key-reused", "Idempotency key reused"),
            "U", new Refusal(HttpStatus.NOT_FOUND, "unknown-sale", "Unknown sale"),
            "I", new Refusal(HttpStatus.NOT_FOUND, "unknown-item", "Unknown item"));

    private final Shop shop;
    private final String durability;

    public Orders(final Shop shop, @Value("${shop.durability}") final String durability) {
        this.shop = shop;
        this.durability = durability;
    }

    @PostMapping(path = "/v1/sales/{saleId}/orders", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<?> buy(
            @PathVariable final String saleId,
            @RequestHeader("Idempotency-Key") final String key,
            @RequestBody final Purchase purchase) {
        final int quantity = purchase.quantity() == null ? 1 : purchase.quantity();
        if (!KEY.matcher(key).matches()
                || !ID.matcher(saleId).matches()
                || purchase.sku() == null
                || !ID.matcher(purchase.sku()).matches()
                || !isName(purchase.buyerId())
                || quantity < 1) {
            return malformed("expected an Idempotency-Key, a sku, a buyerId and a quantity from 1 on");
        }
        final String[] said = shop.buy(saleId, purchase.sku(), quantity, purchase.buyerId(), key);
        final Refusal refusal = REFUSALS.get(said[0]);
        if (refusal != null) {
            return refuse(refusal, saleId, purchase.sku());
        }
        final long micros = Long.parseLong(said[2]);
        final long price = Long.parseLong(said[3]);
        final Order order = new Order(
                saleId + "-" + said[1],
                saleId,
                purchase.buyerId(),
                List.of(new Item(purchase.sku(), quantity, price)),
                price * quantity,
                said[4],
                "CONFIRMED",
                Long.parseLong(said[1]),
                Instant.ofEpochSecond(micros / MICROS, micros % MICROS * 1_000),
                durability);
        final ResponseEntity.BodyBuilder answer = ResponseEntity.created(URI.create("/v1/orders/" + order.orderId()));
        if (said[0].equals("R")) {
            answer.header("Idempotent-Replayed", "true");
        }
        return answer.contentType(MediaType.APPLICATION_JSON).body(order);
    }

    @ExceptionHandler({HttpMessageNotReadableException.class, MissingRequestHeaderException.class})
    ResponseEntity<Problem> onMalformed(final Exception found) {
        return malformed(found.getMessage());
    }

    private static ResponseEntity<Problem> malformed(final String detail) {
        return ResponseEntity.badRequest()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(new Problem("/problems/malformed", "Malformed request", 400, detail, "malformed", null, null, null));
    }

    private static ResponseEntity<Problem> refuse(final Refusal refusal, final String saleId, final String sku) {
        final boolean over = refusal.code().equals("sold-out") || refusal.code().equals("sale-closed");
        return ResponseEntity.status(refusal.status())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(new Problem(
                        "/problems/" + refusal.code(),
                        refusal.title(),
                        refusal.status().value(),
                        null,
                        refusal.code(),
                        saleId,
                        sku,
                        over ? Boolean.TRUE : null));
    }

    private static boolean isName(final String text) {
        return text != null
                && !text.isEmpty()
                && text.length() <= 64
                && text.chars().noneMatch(Character::isISOControl);
    }
}
