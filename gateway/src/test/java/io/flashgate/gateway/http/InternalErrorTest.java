package io.flashgate.gateway.http;

import static io.flashgate.gateway.http.Requests.get;
import static io.flashgate.gateway.http.Requests.wish;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("What goes wrong on the gateway's own side")
class InternalErrorTest {

    @TempDir
    private Path folder;

    @Test
    @DisplayName("is answered 500 without its inner life, and troubles neither the connection nor the sale")
    void isAnswered() throws Exception {
        final Path data = folder.resolve("data");
        final Path elsewhere = folder.resolve("elsewhere");
        try (Counter counter = Counter.openIn(data);
                RawClient merchant = counter.connectAdmin()) {
            counter.offer(Offer.of("summer").item("a", 5));
            counter.buy("summer", "k", wish("alice", "a", 1)).mustBe(201);
            // Somebody moves the folder away under the gateway, which has its own files open.
            Files.move(data, elsewhere);

            final Reply listing = merchant.ask(get("/admin/v1/sales/summer/orders", Counter.BEARER));

            listing.mustBe(500, "internal-error");
            assertEquals(false, listing.text().contains(folder.toString()), listing::toString);
            merchant.ask(get("/livez")).mustBe(200);
            counter.sale("summer").mustBe(200);
            Files.move(elsewhere, data);
            assertEquals(1, counter.orders("summer").size());
        }
    }
}
