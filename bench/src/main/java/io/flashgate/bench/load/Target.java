package io.flashgate.bench.load;

import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * The server under load.
 *
 * @param url     as it was given, without a slash at the end
 * @param address where it is
 * @param host    for the Host header
 * @param path    in front of {@code /v1/…}; mostly empty
 */
record Target(String url, InetSocketAddress address, String host, String path) {

    private static final int HTTP_PORT = 80;

    /** Reads {@code http://HOST[:PORT][/PATH]}. */
    static final class Converter implements ITypeConverter<Target> {
        @Override
        public Target convert(final String text) {
            final URI uri = uri(text);
            if (!"http".equals(uri.getScheme())
                    || uri.getHost() == null
                    || uri.getRawQuery() != null
                    || uri.getRawFragment() != null
                    || uri.getRawUserInfo() != null) {
                throw wrong(text, "");
            }
            final int port = uri.getPort() < 0 ? HTTP_PORT : uri.getPort();
            final String name = uri.getHost().replaceAll("^\\[|\\]$", "");
            final InetSocketAddress address = new InetSocketAddress(name, port);
            if (address.isUnresolved()) {
                throw wrong(text, " whose host is not known here");
            }
            final String path = uri.getRawPath().replaceAll("/+$", "");
            return new Target(text.replaceAll("/+$", ""), address, uri.getRawAuthority(), path);
        }

        private static URI uri(final String text) {
            try {
                return new URI(text);
            } catch (final URISyntaxException e) {
                throw wrong(text, "");
            }
        }

        private static TypeConversionException wrong(final String text, final String why) {
            return new TypeConversionException(
                    "found \"" + text + "\"" + why + ", expected http://HOST:PORT (no https, no query)");
        }
    }
}
