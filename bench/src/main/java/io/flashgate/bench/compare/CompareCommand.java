package io.flashgate.bench.compare;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What {@code bench/compare.sh} hands over to. */
@Command(
        name = "compare.sh",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Runs the gateway and what users would pick instead, side by side on this machine.",
        footer = {
            "",
            "Exit status: 0 every goal that was measured is reached; 1 one is missed; 2 wrong usage, something is missing,",
            "or a peer does not do its job."
        })
public final class CompareCommand implements Callable<Integer> {

    private static final int DONE = 0;
    private static final int MISSED = 1;
    private static final int FAILED = 2;

    /** A shortened full run has so many times fewer buyers and records. */
    private static final int SHORTENED = 100;

    /** And so many times fewer sales that come to their end. */
    private static final int FEWER_SALES = 10;

    @Option(names = "--quick", description = "At most ten minutes (default).")
    private boolean isQuick;

    @Option(
            names = "--full",
            description =
                    "Longer rounds, growth, recovery, allocation, holds, instants, single steps; without --only, --rounds and --seconds it"
                            + " writes docs/PERFORMANCE.md.")
    private boolean isFull;

    @Option(names = "--check", description = "Only see whether each peer does its job; measure nothing.")
    private boolean isCheck;

    @Option(
            names = "--only",
            paramLabel = "NAME",
            split = ",",
            description = "Only these peers: ours, bare-netty, nginx-redis-always, nginx-redis-everysec, nginx-flag,"
                    + " spring-redis-always, postgres-1, postgres-16.")
    private List<String> only = List.of();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "bench/target/compare",
            description = "Where reports, logs of latencies and the table go (default: ${DEFAULT-VALUE}).")
    private Path out;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "/var/tmp",
            description = "On which disk the peers' data lies; a folder of our own is made in it, and deleted"
                    + " (default: ${DEFAULT-VALUE}).")
    private Path data;

    @Option(names = "--rounds", paramLabel = "N", description = "Other than planned: to see that it works.")
    private Integer rounds;

    @Option(names = "--seconds", paramLabel = "N", description = "Length of a run, other than planned.")
    private Double seconds;

    @Option(names = "--root", paramLabel = "DIR", hidden = true, required = true)
    private Path root;

    private final List<String> brokenParts = new ArrayList<>();

    /** Runs the command line and ends the process with its exit status. */
    public static void main(final String[] args) {
        final CommandLine line = new CommandLine(new CompareCommand());
        line.setExecutionExceptionHandler((failure, command, parsed) -> {
            if (failure instanceof CompareException) {
                System.err.println("compare: " + failure.getMessage());
            } else {
                LoggerFactory.getLogger(CompareCommand.class).error("the comparison broke off", failure);
            }
            return FAILED;
        });
        System.exit(line.execute(args));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (isQuick && isFull || isCheck && (isFull || isQuick)) {
            throw new CompareException("expected one of --quick, --full and --check, found several");
        }
        final Plan plan = plan();
        final Path reports = Files.createDirectories(out.toAbsolutePath());
        final Installation installation = new Installation(root.toRealPath());
        final LoadTool load = new LoadTool(reports);
        final List<Peer> peers = chosen(peers(installation, load, plan));
        try (WorkFolder work = new WorkFolder(data)) {
            // Programs are found, or said to be missing, before anything runs for minutes.
            check(peers, work);
            if (isCheck) {
                return DONE;
            }
            return measure(plan, installation, load, peers, work, reports);
        }
    }

    private Plan plan() {
        final Plan plan = isFull ? Plan.FULL : Plan.QUICK;
        if (rounds == null && seconds == null) {
            return plan;
        }
        final Duration length = seconds == null ? plan.measured() : Duration.ofMillis(Math.round(seconds * 1_000));
        return plan.shortened(rounds == null ? plan.rounds() : rounds, length);
    }

    private static List<Peer> peers(final Installation installation, final LoadTool load, final Plan plan) {
        return List.of(
                FlashgatePeer.fsync(installation, load, plan.capacity()),
                new BareNettyPeer(installation, load),
                NginxRedisPeer.always(installation, load),
                NginxRedisPeer.flag(installation, load),
                NginxRedisPeer.everySecond(installation, load),
                SpringRedisPeer.always(installation, load),
                new PostgresPeer(installation, 1, EnumSet.of(Scenario.SOLD_64, Scenario.SOLD_OUT)),
                new PostgresPeer(installation, 16, EnumSet.of(Scenario.SOLD_64)));
    }

    private List<Peer> chosen(final List<Peer> all) {
        final Set<String> unknown = new TreeSet<>(only);
        all.forEach(peer -> unknown.remove(peer.name()));
        if (!unknown.isEmpty()) {
            throw new CompareException("--only: expected some of "
                    + all.stream().map(Peer::name).collect(Collectors.joining(", ")) + ", found " + unknown);
        }
        return all.stream()
                .filter(peer -> only.isEmpty() || only.contains(peer.name()))
                .collect(Collectors.toList());
    }

    private static void check(final List<Peer> peers, final WorkFolder work) {
        say("Does each peer do its job?");
        for (final Peer peer : peers) {
            final long begun = System.nanoTime();
            final Path folder = work.fresh("check-" + peer.name());
            peer.check(folder);
            work.delete(folder);
            say(String.format("  %-21s yes (%.1f s)", peer.name(), (System.nanoTime() - begun) / 1e9));
        }
    }

    private Integer measure(
            final Plan plan,
            final Installation installation,
            final LoadTool load,
            final List<Peer> peers,
            final WorkFolder work,
            final Path reports)
            throws IOException, InterruptedException {
        final Map<String, String> facts = Machine.facts(installation, work, plan);
        final Results results = new Results();
        say("Measuring, " + plan.settings());
        new Rounds(plan, work, results, CompareCommand::say).run(peers);
        if (plan.isFull()) {
            say(
                    "Ours alone: growth, allocation, recovery, holds, the instant a sale is over, ways of waiting, single steps");
            final boolean isShortened = seconds != null;
            final int divisor = isShortened ? SHORTENED : 1;
            final OursAlone ours = new OursAlone(installation, load, plan, work, results, CompareCommand::say);
            part("growth, allocation, recovery, holds", () -> new FullRun(ours, divisor).run());
            part("the instant", () -> new InstantRun(ours, isShortened ? FEWER_SALES : 1).run());
            part("ways of waiting", () -> new WaitingRun(ours).run());
            part("single steps", () -> new MicroRun(ours).run(isShortened));
            part("the journal's control", () -> new ControlRun(ours).run(isShortened));
        }
        facts.put("taken by the machine's host", results.stolen());
        final List<Goal> goals = Goals.all();
        final PerformancePage page = new PerformancePage(facts, results, peers, goals, plan);
        say(System.lineSeparator() + page.text());
        if (rounds != null || seconds != null) {
            say("Shortened: these figures show that it works, and nothing else.");
        }
        Files.writeString(reports.resolve("table.md"), page.text());
        Files.writeString(reports.resolve("results.json"), json(facts, results, peers));
        if (isFull && only.isEmpty() && rounds == null && seconds == null) {
            page.write(installation.root().resolve("docs"), load);
            say("written: docs/PERFORMANCE.md and docs/performance/*.svg");
        }
        final int status = exitStatus(goals, results);
        return brokenParts.isEmpty() ? status : FAILED;
    }

    /** Half an hour of figures is not thrown away because the last of them cannot be had; but it is not called done either. */
    private void part(final String name, final Part part) throws InterruptedException {
        try {
            part.run();
        } catch (final CompareException failed) {
            brokenParts.add(name);
            System.err.println("compare: " + name + ": " + failed.getMessage());
        }
    }

    private interface Part {
        void run() throws InterruptedException;
    }

    private static int exitStatus(final List<Goal> goals, final Results results) {
        final List<String> missed = new ArrayList<>();
        for (final Goal goal : goals) {
            if (goal.verdict(results) == Goal.Verdict.MISSED) {
                missed.add(goal.what());
            }
        }
        if (missed.isEmpty()) {
            return DONE;
        }
        System.err.println("compare: goals missed: " + missed.size());
        missed.forEach(goal -> System.err.println("  " + goal));
        return MISSED;
    }

    private static String json(final Map<String, String> facts, final Results results, final List<Peer> peers)
            throws IOException {
        final ObjectMapper mapper = new ObjectMapper();
        final ObjectNode json = mapper.createObjectNode();
        final ObjectNode machine = json.putObject("machine");
        facts.forEach(machine::put);
        final ObjectNode medians = json.putObject("medians");
        for (final Peer peer : peers) {
            for (final Scenario scenario : peer.scenarios()) {
                final Figures figures = results.find(peer.name(), scenario);
                if (figures != null) {
                    medians.withObjectProperty(peer.name()).putPOJO(scenario.key(), figures);
                }
            }
        }
        final ObjectNode values = json.putObject("values");
        results.values().forEach(values::put);
        return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(json) + System.lineSeparator();
    }

    private static void say(final String line) {
        System.out.println(line);
        System.out.flush();
    }
}
