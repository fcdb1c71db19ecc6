package io.flashgate.gateway.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version as the build wrote it into the jar; "development" where there is no jar. */
final class Version implements IVersionProvider {

    private static final String WRITTEN_BY_MAVEN = "/META-INF/maven/io.flashgate/gateway/pom.properties";

    @Override
    public String[] getVersion() throws IOException {
        return new String[] {
            "flashgate " + number(), "JDK " + System.getProperty("java.version") + ", " + System.getProperty("os.name")
        };
    }

    private static String number() throws IOException {
        try (InputStream in = Version.class.getResourceAsStream(WRITTEN_BY_MAVEN)) {
            if (in == null) {
                return "development";
            }
            final Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("version", "development");
        }
    }
}
