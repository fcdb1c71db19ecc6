package io.flashgate.bench.compare;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.function.Function;

/** A peer that sells over HTTP and is measured with the load generator. */
final class ShopPeer implements Peer {

    private static final Duration LONG = Duration.ofDays(1);

    private final String name;
    private final String title;
    private final Set<Scenario> scenarios;
    private final boolean isBeside;
    private final boolean isJvm;
    private final Function<Path, Shop> opener;
    private final Function<Path, Shop> checkedOpener;
    private final LoadTool load;

    /**
     * @param opener starts it on a folder, which may hold what an earlier one left there
     */
    ShopPeer(
            final String name,
            final String title,
            final Set<Scenario> scenarios,
            final boolean isBeside,
            final boolean isJvm,
            final Function<Path, Shop> opener,
            final LoadTool load) {
        this(name, title, scenarios, isBeside, isJvm, opener, opener, load);
    }

    /**
     * @param checkedOpener starts one that needs to hold little, and so starts faster
     */
    ShopPeer(
            final String name,
            final String title,
            final Set<Scenario> scenarios,
            final boolean isBeside,
            final boolean isJvm,
            final Function<Path, Shop> opener,
            final Function<Path, Shop> checkedOpener,
            final LoadTool load) {
        this.name = name;
        this.title = title;
        this.scenarios = Set.copyOf(scenarios);
        this.isBeside = isBeside;
        this.isJvm = isJvm;
        this.opener = opener;
        this.checkedOpener = checkedOpener;
        this.load = load;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public Set<Scenario> scenarios() {
        return scenarios;
    }

    @Override
    public boolean isJvm() {
        return isJvm;
    }

    @Override
    public boolean isBeside() {
        return isBeside;
    }

    @Override
    public void check(final Path folder) {
        new JobCheck(name, () -> checkedOpener.apply(folder)).run();
    }

    @Override
    public Running start(final Path folder) {
        final Shop shop = opener.apply(folder);
        return new Running() {
            @Override
            public Figures measure(final Scenario scenario, final String run, final Window window) {
                return load.run(
                        task(shop, scenario, run, window), window.warmUp(), window.measured(), shop.processes());
            }

            @Override
            public Effort effort() {
                return new Effort(shop.processes().cpuNanos(), shop.processes().compilerNanos());
            }

            @Override
            public void close() {
                shop.close();
            }
        };
    }

    /** Every run gets a sale of its own, in the state that the scenario is about. */
    static LoadTool.Task task(final Shop shop, final Scenario scenario, final String run, final Peer.Window window) {
        final Instant now = Instant.now();
        final boolean isSelling = scenario.kind() == Scenario.Kind.SOLD;
        final int stock = isSelling ? 10_000_000 : 1;
        shop.create(run, stock, now.minusSeconds(1), now.plus(LONG));
        if (scenario.kind() == Scenario.Kind.SOLD_OUT) {
            final TestBuyer buyer = new TestBuyer(shop.target());
            buyer.buy(run, "the-only-one", "key", 1).mustBe(201, "");
            // The second one hears of it; from here on a shop may refuse in whatever way is cheapest for it.
            buyer.buy(run, "too-late", "key", 1).mustBe(409, "sold-out");
        } else if (scenario.kind() == Scenario.Kind.CLOSED) {
            shop.end(run);
            new TestBuyer(shop.target()).buy(run, "too-late", "key", 1).mustBe(410, "sale-closed");
        }
        return new LoadTool.Task(
                shop.target(),
                run,
                stock,
                scenario.kind(),
                scenario.connections(),
                scenario.pipeline(),
                scenario.isOpenLoop() ? window.perSecond() : 0,
                false,
                run);
    }
}
