package io.flashgate.bench.compare;

import io.flashgate.bench.compare.Goal.Relation;
import java.util.ArrayList;
import java.util.List;

/** What is to be reached, all of it in this one place. */
final class Goals {

    private static final double SIXTH = 1.0 / 6;

    private static final String OURS = FlashgatePeer.NAME;
    private static final String REDIS = NginxRedisPeer.ALWAYS;
    private static final String FLAG = NginxRedisPeer.FLAG;
    private static final String BARE = BareNettyPeer.NAME;

    private Goals() {}

    static List<Goal> all() {
        final List<Goal> goals = new ArrayList<>();
        goals.add(atLeast(
                "64 connections: orders/s against nginx + Redis, AOF always",
                rate(OURS, Scenario.SOLD_64),
                rate(REDIS, Scenario.SOLD_64),
                4));
        goals.add(atMost(
                "64 connections: CPU per order against nginx + Redis, AOF always",
                cpu(OURS, Scenario.SOLD_64),
                cpu(REDIS, Scenario.SOLD_64),
                SIXTH));
        goals.add(atMost(
                "64 connections: CPU per order against bare Netty",
                cpu(OURS, Scenario.SOLD_64),
                cpu(BARE, Scenario.SOLD_64),
                1.7));
        goals.add(atMost(
                "256 connections: CPU per order against bare Netty",
                cpu(OURS, Scenario.SOLD_256),
                cpu(BARE, Scenario.SOLD_256),
                1.7));
        goals.add(atLeast(
                "16 pipelined: orders/s against nginx + Redis, AOF always",
                rate(OURS, Scenario.SOLD_PIPELINED),
                rate(REDIS, Scenario.SOLD_PIPELINED),
                15));
        goals.add(atMost(
                "16 pipelined: CPU per order against bare Netty",
                cpu(OURS, Scenario.SOLD_PIPELINED),
                cpu(BARE, Scenario.SOLD_PIPELINED),
                1.3));
        refusals(goals, "sold out", Scenario.SOLD_OUT, Scenario.SOLD_OUT_PIPELINED);
        refusals(goals, "closed", Scenario.CLOSED, Scenario.CLOSED_PIPELINED);
        goals.add(value(
                "open-loop at half of the capacity: p99", number(OURS, Scenario.HALF_LOAD, "p99"), 2_000, "µs", false));
        goals.add(value(
                "open-loop at half of the capacity: p99.9",
                number(OURS, Scenario.HALF_LOAD, "p999"),
                6_000,
                "µs",
                false));
        final String instant = "instant: from the last unit's decision until every event loop refuses by itself, ";
        goals.add(value(instant + "p99", Values.INSTANT_P99_MICROS, 1_000, "µs", true));
        goals.add(value(instant + "longest", Values.INSTANT_LONGEST_MICROS, 1_000, "µs", true));
        goals.add(value("instant: orders stamped at closesAt or later", Values.INSTANT_LATE_ORDERS, 0, "orders", true));
        goals.add(value("allocation per purchase, whole server path", Values.ALLOCATION_BYTES, 200, "B", true));
        goals.add(value("allocation per decision", Values.DECISION_BYTES, 0.5, "B", true));
        goals.add(value("allocation per append", Values.APPEND_BYTES, 0.5, "B", true));
        goals.add(value("longest GC pause at capacity", Values.GC_PAUSE_MILLIS, 5, "ms", true));
        goals.add(value("decision", Values.DECISION_NANOS, 60, "ns", true));
        goals.add(value("append", Values.APPEND_NANOS, 300, "ns", true));
        goals.add(new Goal("replay", Values.REPLAY_PER_SECOND, null, Relation.AT_LEAST, 4_000_000, "records/s", true));
        goals.add(growth("buyers: CPU per order, 5,000,000 against 1,000", Values.BUYERS_MANY, Values.BUYERS_FEW));
        goals.add(growth("sales: CPU per order, 500 against 1", Values.SALES_MANY, Values.SALES_FEW));
        goals.add(growth(
                "connections: CPU per order, 4,000 against 64", Values.CONNECTIONS_MANY, Values.CONNECTIONS_FEW));
        goals.add(value("recovery of 10 million records", Values.RECOVERY_SECONDS, 6, "s", true));
        goals.add(value("the same, with a snapshot", Values.RECOVERY_SNAPSHOT_SECONDS, 1.5, "s", true));
        goals.add(value(
                "a million holds due at once: longest wait of others", Values.HOLDS_LONGEST_MILLIS, 5, "ms", true));
        return List.copyOf(goals);
    }

    private static void refusals(
            final List<Goal> goals, final String what, final Scenario single, final Scenario pipelined) {
        goals.add(atMost(
                "refused, " + what + ": CPU against bare Netty", cpu(OURS, single), cpu(BARE, Scenario.SOLD_64), 1.05));
        goals.add(atLeast(
                "refused, " + what + ": requests/s against nginx's own refusal",
                rate(OURS, single),
                rate(FLAG, single),
                1));
        goals.add(atMost(
                "refused, " + what + ", 16 pipelined: CPU against bare Netty",
                cpu(OURS, pipelined),
                cpu(BARE, Scenario.SOLD_PIPELINED),
                0.7));
    }

    private static Goal atLeast(
            final String what, final String numerator, final String denominator, final double bound) {
        return new Goal(what, numerator, denominator, Relation.AT_LEAST, bound, "×", false);
    }

    private static Goal atMost(
            final String what, final String numerator, final String denominator, final double bound) {
        return new Goal(what, numerator, denominator, Relation.AT_MOST, bound, "×", false);
    }

    private static Goal growth(final String what, final String many, final String few) {
        return new Goal(what, many, few, Relation.AT_MOST, 1.1, "×", true);
    }

    private static Goal value(
            final String what, final String name, final double most, final String unit, final boolean onlyFull) {
        return new Goal(what, name, null, Relation.AT_MOST, most, unit, onlyFull);
    }

    private static String rate(final String peer, final Scenario scenario) {
        return number(peer, scenario, "rate");
    }

    private static String cpu(final String peer, final Scenario scenario) {
        return number(peer, scenario, "cpu");
    }

    private static String number(final String peer, final Scenario scenario, final String figure) {
        return peer + "/" + scenario.key() + "/" + figure;
    }
}
