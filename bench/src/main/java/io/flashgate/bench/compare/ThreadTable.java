package io.flashgate.bench.compare;

import io.flashgate.bench.compare.ThreadTimes.Role;
import io.flashgate.bench.compare.ThreadTimes.Ticks;
import java.util.List;

/** Where a request's processor time goes, thread by thread: for a gateway that misses a goal, and for who wants to mend it. */
final class ThreadTable {

    /** Others have processes and threads of other kinds. */
    private static final List<String> PEERS = List.of(FlashgatePeer.NAME, BareNettyPeer.NAME);

    private ThreadTable() {}

    /** µs per request in user space and in the kernel, by role, a row per peer and scenario. */
    static String markdown(final Results results, final List<Peer> peers) {
        final StringBuilder text = new StringBuilder("| server CPU, µs each: user + kernel |");
        for (final Role role : Role.values()) {
            text.append(' ').append(role.title()).append(" |");
        }
        text.append(String.format(" together |%n|---|%s%n", "--:|".repeat(Role.values().length + 1)));
        for (final Scenario scenario : Scenario.values()) {
            for (final Peer peer : peers) {
                final Figures figures = results.find(peer.name(), scenario);
                if (figures != null
                        && PEERS.contains(peer.name())
                        && figures.threads().total() > 0) {
                    text.append(row(scenario, peer, figures));
                }
            }
        }
        return text.toString();
    }

    private static String row(final Scenario scenario, final Peer peer, final Figures figures) {
        final StringBuilder row = new StringBuilder("| " + scenario.title() + ": " + peer.name() + " |");
        // The threads' ticks are those of the whole run, the micros of its steady part: so the
        // ticks say only the shares.
        final double microsPerTick = figures.cpuMicros() / figures.threads().total();
        for (final Role role : Role.values()) {
            final Ticks ticks = figures.threads().of(role);
            row.append(ticks.equals(Ticks.NONE) ? " |" : cell(ticks, microsPerTick));
        }
        return row.append(String.format(" %s |%n", ResultTable.number(figures.cpuMicros())))
                .toString();
    }

    private static String cell(final Ticks ticks, final double microsPerTick) {
        return String.format(
                " %s + %s |",
                ResultTable.number(ticks.user() * microsPerTick), ResultTable.number(ticks.kernel() * microsPerTick));
    }
}
