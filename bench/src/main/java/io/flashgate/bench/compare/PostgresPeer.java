package io.flashgate.bench.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * PostgreSQL, one prepared statement per purchase, sent by {@code pgbench} over a Unix socket: the database alone, without any
 * HTTP in front. Commits are forced.
 */
final class PostgresPeer implements Peer {

    /** More sessions than this only wait for each other on two cores (tried: 32 and 64 were slower). */
    private static final int SESSIONS = 16;

    private static final String SALE_COLUMNS =
            "INSERT INTO sale VALUES ('%1$s', now() - interval '%2$s', now() + interval"
                    + " '%3$s', 9900, 'CNY', %4$d);";
    private static final int STOCK = 10_000_000;
    private static final int LATENCY_FIELD = 2;

    private final Installation installation;
    private final int rows;
    private final Set<Scenario> scenarios;

    /**
     * @param rows over how many rows a sale's stock is spread
     */
    PostgresPeer(final Installation installation, final int rows, final Set<Scenario> scenarios) {
        this.installation = installation;
        this.rows = rows;
        this.scenarios = Set.copyOf(scenarios);
    }

    @Override
    public String name() {
        return "postgres-" + rows;
    }

    @Override
    public String title() {
        return "PostgreSQL, stock in " + (rows == 1 ? "one row" : rows + " rows") + "; no HTTP, " + SESSIONS
                + " sessions";
    }

    @Override
    public Set<Scenario> scenarios() {
        return scenarios;
    }

    @Override
    public boolean isJvm() {
        return false;
    }

    @Override
    public boolean isBeside() {
        return true;
    }

    @Override
    public void check(final Path folder) {
        final String winners;
        try (PostgresServer postgres = PostgresServer.start(installation, folder)) {
            create(postgres, "later", "-1 day", "2 days", 5);
            create(postgres, "over", "1 day", "-1 second", 5);
            create(postgres, "rush", "1 second", "1 day", 5);
            mustSay(postgres, "later", "alice", "a-1", 1, "not-open-yet");
            mustSay(postgres, "over", "alice", "a-1", 1, "sale-closed");
            mustSay(postgres, "nowhere", "alice", "a-1", 1, "unknown-sale");
            final String first = buy(postgres, "rush", "alice", "a-1", 1);
            mustSay(postgres, "rush", "alice", "a-1", 1, first);
            mustSay(postgres, "rush", "alice", "a-2", 1, "buyer-limit");
            mustSay(postgres, "rush", "alice", "a-1", 2, "key-reused");
            // A crowd of distinct buyers for what is left.
            pgbench(postgres, "rush", folder, "check", Duration.ofSeconds(1));
            mustSay(postgres, "rush", "late", "l-1", 1, "sold-out");
            winners = stored(postgres, "rush");
            if (winners.lines().count() != 5) {
                throw new CompareException(name() + " does not do the job: expected 5 orders, found " + winners);
            }
            postgres.crash();
        }
        try (PostgresServer again = PostgresServer.start(installation, folder)) {
            if (!stored(again, "rush").equals(winners)) {
                throw new CompareException(name() + " does not do the job: after it was killed, expected the orders "
                        + winners + ", found " + stored(again, "rush"));
            }
        }
    }

    @Override
    public Running start(final Path folder) {
        final PostgresServer postgres = PostgresServer.start(installation, folder);
        return new Running() {
            @Override
            public Figures measure(final Scenario scenario, final String run, final Window window) {
                final boolean isSelling = scenario.kind() == Scenario.Kind.SOLD;
                create(postgres, run, "1 second", "1 day", isSelling ? STOCK : 0);
                pgbench(postgres, run, folder, run + "-warm-up", window.warmUp());
                final long before = orders(postgres, run);
                final Figures figures = pgbench(postgres, run, folder, run, window.measured());
                final long sold = orders(postgres, run) - before;
                final long answered = Math.round(figures.perSecond() * wholeSeconds(window.measured()));
                if (isSelling ? sold < answered * 9 / 10 : sold != 0) {
                    throw new CompareException(name() + " " + run + ": expected "
                            + (isSelling ? "about " + answered : "no") + " orders, found " + sold);
                }
                return figures;
            }

            @Override
            public void close() {
                postgres.close();
            }
        };
    }

    private void create(
            final PostgresServer postgres,
            final String saleId,
            final String openedAgo,
            final String closesIn,
            final int stock) {
        postgres.run(String.format(SALE_COLUMNS, saleId, openedAgo, closesIn, rows)
                + String.format(
                        "INSERT INTO stock SELECT '%1$s', '%2$s', slot, %3$d / %4$d + (slot < %3$d %% %4$d)::int"
                                + " FROM generate_series(0, %4$d - 1) slot;",
                        saleId, LoadTool.SKU, stock, rows)
                + "CHECKPOINT;");
    }

    private static String buy(
            final PostgresServer postgres,
            final String saleId,
            final String buyer,
            final String key,
            final int quantity) {
        return postgres.run(String.format(
                        "SELECT buy('%s', '%s', %d, '%s', '%s');", saleId, LoadTool.SKU, quantity, buyer, key))
                .strip();
    }

    private void mustSay(
            final PostgresServer postgres,
            final String saleId,
            final String buyer,
            final String key,
            final int quantity,
            final String expected) {
        final String found = buy(postgres, saleId, buyer, key, quantity);
        if (!found.equals(expected)) {
            throw new CompareException(name() + " does not do the job: " + buyer + " " + key + ": expected " + expected
                    + ", found " + found);
        }
    }

    private static String stored(final PostgresServer postgres, final String saleId) {
        return postgres.run("SELECT number, buyer, key FROM orders WHERE sale_id = '" + saleId + "' ORDER BY number;");
    }

    /** pgbench counts in them. */
    private static long wholeSeconds(final Duration span) {
        return Math.max(1, span.toSeconds());
    }

    private static long orders(final PostgresServer postgres, final String saleId) {
        return Long.parseLong(postgres.run("SELECT count(*) FROM orders WHERE sale_id = '" + saleId + "';")
                .strip());
    }

    /** Runs it; its log of transactions says how long each took. */
    private Figures pgbench(
            final PostgresServer postgres,
            final String saleId,
            final Path folder,
            final String run,
            final Duration span) {
        final long seconds = wholeSeconds(span);
        final Path logs = NginxRedisPeer.makeFolder(folder.resolve("pgbench-" + run));
        final long cpuBefore = postgres.processes().cpuNanos();
        final Server pgbench = Server.start(
                "pgbench-" + run,
                folder,
                Map.of(),
                List.of(
                        installation.postgres("pgbench"),
                        "-h",
                        postgres.socketFolder().toString(),
                        "-U",
                        "postgres",
                        "-n",
                        "-M",
                        "prepared",
                        "-c",
                        "" + SESSIONS,
                        "-j",
                        "1",
                        "-T",
                        "" + seconds,
                        "-D",
                        "sale=" + saleId,
                        "-l",
                        "--log-prefix=" + logs.resolve("log"),
                        "-f",
                        installation.peers().resolve("postgresql/buy.sql").toString(),
                        "postgres"));
        try (pgbench) {
            pgbench.awaitEnd(span.plus(Server.PATIENCE));
        }
        final long cpuNanos = postgres.processes().cpuNanos() - cpuBefore;
        final long[] latencies = latencies(logs);
        return new Figures(
                (double) latencies.length / seconds,
                cpuNanos / 1e3 / latencies.length,
                Double.NaN,
                percentile(latencies, 0.5),
                percentile(latencies, 0.99),
                percentile(latencies, 0.999),
                false,
                ThreadTimes.NONE);
    }

    /** In µs, sorted; the log has client, transaction, µs, script, and the time it ended. */
    private static long[] latencies(final Path logs) {
        try (Stream<Path> files = Files.list(logs)) {
            final List<Path> all = files.collect(Collectors.toList());
            long[] found = new long[0];
            for (final Path file : all) {
                final long[] more;
                try (Stream<String> lines = Files.lines(file)) {
                    more = lines.mapToLong(line -> Long.parseLong(line.split(" ")[LATENCY_FIELD]))
                            .toArray();
                }
                final int length = found.length;
                found = Arrays.copyOf(found, length + more.length);
                System.arraycopy(more, 0, found, length, more.length);
            }
            if (found.length == 0) {
                throw new CompareException("pgbench: expected a log of transactions in " + logs + ", found none");
            }
            Arrays.sort(found);
            return found;
        } catch (final IOException failed) {
            throw new CompareException("pgbench: " + failed, failed);
        }
    }

    private static double percentile(final long[] sorted, final double share) {
        return sorted[(int) Math.min(sorted.length - 1, Math.round(Math.floor(share * sorted.length)))];
    }
}
