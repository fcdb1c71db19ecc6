package io.flashgate.bench.load;

import io.flashgate.gateway.cli.CommandSource;
import io.flashgate.gateway.cli.StopSignal;

/** Puts {@code load} beside the gateway's own commands. */
public final class LoadCommandSource implements CommandSource {

    @Override
    public Object command(final StopSignal stop) {
        return new LoadCommand(stop);
    }
}
