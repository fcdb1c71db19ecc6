package io.flashgate.gateway.admin;

import io.flashgate.gateway.http.BadRequestException;
import io.flashgate.gateway.http.HttpExchange;
import io.flashgate.gateway.http.Problem;
import io.flashgate.gateway.http.Request;
import io.flashgate.gateway.http.Routes;
import io.flashgate.gateway.telemetry.MetricsPage;
import java.util.function.LongSupplier;

/**
 * The admin plane of a gateway that recovers: it is alive, not ready, and has metrics that say how far it is. Everything else is
 * refused for now. Once the gateway has started, everything is the other routes'.
 */
public final class StartingRoutes implements Routes {

    private final AdminToken token;
    private final boolean metricsOpen;
    private final MetricsPage metrics;
    private final LongSupplier replayedSequence;
    private volatile Routes started;

    /**
     * @param metricsOpen      whether {@code /metrics} answers without the token
     * @param metrics          what there is to be said before there is a pipeline
     * @param replayedSequence how far the recovery has come
     */
    public StartingRoutes(
            final String adminToken,
            final boolean metricsOpen,
            final MetricsPage metrics,
            final LongSupplier replayedSequence) {
        token = new AdminToken(adminToken);
        this.metricsOpen = metricsOpen;
        this.metrics = metrics;
        this.replayedSequence = replayedSequence;
    }

    /** From the next request on these answer. */
    public void continueWith(final Routes routes) {
        started = routes;
    }

    @Override
    public void handle(final Request request, final HttpExchange exchange) throws BadRequestException {
        final Routes routes = started;
        if (routes != null) {
            routes.handle(request, exchange);
            return;
        }
        switch (request.path()) {
            case "/livez":
                AdminRoutes.read(request, exchange, () -> AdminRoutes.text(exchange, 200, "ok\n"));
                return;
            case "/readyz":
                AdminRoutes.read(
                        request,
                        exchange,
                        () -> AdminRoutes.text(
                                exchange,
                                503,
                                "starting: recovering, sequence=" + replayedSequence.getAsLong() + '\n'));
                return;
            case "/metrics":
                if (metricsOpen || token.admits(request, exchange)) {
                    AdminRoutes.show(metrics, request, exchange);
                }
                return;
            default:
                exchange.complete(
                        Problem.JOURNAL_UNAVAILABLE, "The gateway is reading its journal and answers when it has.");
        }
    }
}
