package io.flashgate.gateway.cli;

import io.flashgate.gateway.GatewayVersion;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} says. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {
            "flashgate " + GatewayVersion.number(),
            "JDK " + System.getProperty("java.version") + ", " + System.getProperty("os.name")
        };
    }
}
