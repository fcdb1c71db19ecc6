package io.flashgate.bench.compare;

import java.net.URI;
import java.time.Instant;
import java.util.List;

/** A running peer that sells over HTTP: {@code POST /v1/sales/{saleId}/orders}. */
interface Shop extends AutoCloseable {

    /** Its processes. */
    ProcessTree processes();

    /** Where purchases go. */
    URI target();

    /** Makes a sale of {@link LoadTool#SKU}, one per buyer. */
    void create(String saleId, int stock, Instant opensAt, Instant closesAt);

    /** Ends a sale early, for good. */
    void end(String saleId);

    /** Who has bought, by what is stored. */
    List<String> storedBuyers(String saleId);

    /** Kills all of its processes at once. */
    void crash();

    @Override
    void close();
}
