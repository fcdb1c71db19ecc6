package io.flashgate.gateway.http;

import io.flashgate.gateway.live.SaleView;

/**
 * The public routes, with somebody watching which purchases an event loop refuses by itself because the sale is over. It lies
 * in the gateway's package, in the benchmarks' module, as {@link HttpParts} does.
 */
public final class WatchedPurchases implements Routes {

    /** Who watches. */
    @FunctionalInterface
    public interface Watcher {

        /**
         * An event loop has just refused a purchase without the ring. Runs on that loop.
         *
         * @param loop what the event loop keeps for itself: the same object on the same loop
         */
        void onRefused(EventLoopState loop, SaleView sale);
    }

    private final Routes routes;
    private final PlainPurchases purchases;
    private final Watcher watcher;

    public WatchedPurchases(final PublicRoutes routes, final Watcher watcher) {
        this.routes = routes;
        purchases = routes.findPlainPurchases();
        this.watcher = watcher;
    }

    @Override
    public void handle(final Request request, final HttpExchange exchange) throws BadRequestException {
        routes.handle(request, exchange);
    }

    /** Only the fast path is watched: a measurement sends nothing else. */
    @Override
    public PlainPurchases findPlainPurchases() {
        return (plain, exchange) -> {
            purchases.handle(plain, exchange);
            // What went to the ring is answered by a later task of this loop, never within the call.
            if (exchange.isCompleted()
                    && exchange.sale() != null
                    && exchange.sale().phase().isOver()) {
                watcher.onRefused(exchange.loop(), exchange.sale());
            }
        };
    }
}
