package io.flashgate.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** The version as the build wrote it into the jar; "development" where there is no jar. */
public final class GatewayVersion {

    private static final String WRITTEN_BY_MAVEN = "/META-INF/maven/io.flashgate/gateway/pom.properties";

    private GatewayVersion() {}

    public static String number() {
        try (InputStream in = GatewayVersion.class.getResourceAsStream(WRITTEN_BY_MAVEN)) {
            if (in == null) {
                return "development";
            }
            final Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("version", "development");
        } catch (final IOException unreadable) {
            return "unknown";
        }
    }
}
