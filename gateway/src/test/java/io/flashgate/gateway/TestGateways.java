package io.flashgate.gateway;

import org.agrona.concurrent.EpochNanoClock;

/** Starts gateways with a clock of the test's own, for tests of other packages. */
public final class TestGateways {

    private TestGateways() {}

    public static Gateway start(final GatewaySettings settings, final EpochNanoClock clock)
            throws GatewayStartException {
        return Gateway.start(settings, clock);
    }
}
