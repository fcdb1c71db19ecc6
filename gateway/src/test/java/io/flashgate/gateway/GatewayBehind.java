package io.flashgate.gateway;

import io.flashgate.journal.Barrier;
import java.util.function.UnaryOperator;
import org.agrona.concurrent.SystemEpochNanoClock;

/** Opens a gateway in this process whose committer meets a test's barrier in front of the journal's. */
public final class GatewayBehind {

    private GatewayBehind() {}

    public static Gateway barrier(final GatewaySettings settings, final UnaryOperator<Barrier> inFront)
            throws GatewayStartException {
        return Gateway.start(settings, new SystemEpochNanoClock(), inFront);
    }
}
