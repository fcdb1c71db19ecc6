package io.flashgate.bench.compare;

import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Bare Netty with its own HTTP decoder and a fixed answer: it does no job at all, and so is a floor, not a choice. */
final class BareNettyPeer implements Peer {

    static final String NAME = "bare-netty";

    private static final Pattern READY = Pattern.compile("ready port=(\\d+)");

    private final Installation installation;
    private final LoadTool load;

    BareNettyPeer(final Installation installation, final LoadTool load) {
        this.installation = installation;
        this.load = load;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String title() {
        return "bare Netty, fixed answer; nothing decided or stored";
    }

    @Override
    public Set<Scenario> scenarios() {
        return Set.of(Scenario.SOLD_64, Scenario.SOLD_256, Scenario.SOLD_PIPELINED);
    }

    @Override
    public boolean isJvm() {
        return true;
    }

    @Override
    public boolean isBeside() {
        return false;
    }

    /** Only that it answers with an order: there is nothing else that it does. */
    @Override
    public void check(final Path folder) {
        try (FixedAnswer server = new FixedAnswer(folder)) {
            final TestBuyer.Reply reply =
                    new TestBuyer(server.target()).buy("any", "alice", "a-1", 1).mustBe(201, "");
            if (reply.orderId().isEmpty()) {
                throw new CompareException(NAME + ": expected an order, found " + reply.body());
            }
        }
    }

    @Override
    public Running start(final Path folder) {
        final FixedAnswer server = new FixedAnswer(folder);
        return new Running() {
            @Override
            public Figures measure(final Scenario scenario, final String run, final Window window) {
                return load.run(
                        ShopPeer.task(server, scenario, run, window),
                        window.warmUp(),
                        window.measured(),
                        server.processes());
            }

            @Override
            public void close() {
                server.close();
            }
        };
    }

    /** The process. It has no sales, so making one is nothing. */
    private final class FixedAnswer implements Shop {

        private final Server server;
        private final URI target;

        FixedAnswer(final Path folder) {
            server = Server.start(
                    NAME,
                    folder,
                    Map.of(),
                    List.of(
                            installation.java(),
                            installation.jvmOptions(),
                            "-Xmx1g",
                            "-cp",
                            installation.classPath(),
                            "io.flashgate.bench.peers.BareNetty"));
            target = URI.create("http://127.0.0.1:" + server.awaitLine(READY).group(1));
        }

        @Override
        public ProcessTree processes() {
            return new ProcessTree(Set.of(server.pid()));
        }

        @Override
        public URI target() {
            return target;
        }

        @Override
        public void create(final String saleId, final int stock, final Instant opensAt, final Instant closesAt) {
            // Any sale is open here, for ever.
        }

        @Override
        public void end(final String saleId) {
            throw new UnsupportedOperationException("bare Netty refuses nothing");
        }

        @Override
        public List<String> storedBuyers(final String saleId) {
            return List.of();
        }

        @Override
        public void crash() {
            server.kill();
        }

        @Override
        public void close() {
            server.close();
        }
    }
}
