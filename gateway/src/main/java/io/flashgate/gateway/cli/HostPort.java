package io.flashgate.gateway.cli;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** {@code HOST:PORT}: a name, an IPv4 address, or an IPv6 address in brackets; port 0: any free one. */
final class HostPort implements ITypeConverter<InetSocketAddress> {

    private static final String EXPECTED =
            "expected HOST:PORT such as 127.0.0.1:8080, 0.0.0.0:0 or [::1]:8080 (IPv6 in brackets, port 0: any free one)";

    @Override
    public InetSocketAddress convert(final String text) {
        final int colon = text.lastIndexOf(':');
        if (colon < 1) {
            throw wrong(text, "");
        }
        final String host = host(text, text.substring(0, colon));
        final int port = port(text, text.substring(colon + 1));
        final InetSocketAddress address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            throw wrong(text, " whose host \"" + host + "\" is not known here");
        }
        return address;
    }

    private static String host(final String text, final String host) {
        if (host.startsWith("[") && host.endsWith("]") && host.contains(":")) {
            return host.substring(1, host.length() - 1);
        }
        if (host.matches("[A-Za-z0-9._-]+")) {
            return host;
        }
        throw wrong(text, "");
    }

    private static int port(final String text, final String port) {
        if (!port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 65_535) {
            throw wrong(text, " whose port is not 0–65535");
        }
        return Integer.parseInt(port);
    }

    private static TypeConversionException wrong(final String text, final String how) {
        return new TypeConversionException("found \"" + text + '"' + how + ", " + EXPECTED);
    }

    /** The URL at which somebody on this machine reaches a listener. */
    static String url(final InetSocketAddress address) {
        return "http://" + reachable(address.getAddress()) + ":" + address.getPort();
    }

    private static String reachable(final InetAddress address) {
        if (address.isAnyLocalAddress()) {
            return "127.0.0.1";
        }
        final String host = address.getHostAddress();
        if (address instanceof Inet6Address) {
            final int scope = host.indexOf('%');
            return "[" + (scope < 0 ? host : host.substring(0, scope)) + "]";
        }
        return host;
    }
}
