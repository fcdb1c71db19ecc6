package io.flashgate.core;

import io.flashgate.core.order.Outcome;
import io.flashgate.core.sale.Sale;
import java.util.ArrayList;
import java.util.List;

/**
 * One rush, put to the core and to the naive shop side by side, with crashes in between, and replayed at the end. After every
 * command each {@link Invariant} is checked.
 *
 * <pre>
 *   seed ──▶ Rush ──▶ act ──▶ core behind its Till ──▶ answer ──▶ Ledger, Invariants    what must hold whatever the rules
 *                      │            ▲                     ║
 *                      │            └── Recovery          ╟─────▶ NaiveShop             the rules once more
 *                      ▼                after a crash     ║
 *                   what is due                           ╙─────▶ Lookout               what was seen on the way
 * </pre>
 *
 * <p>One core in five is far too small. What it refuses for want of room the naive shop is not asked: a refusal must leave
 * no trace, so the two have to agree on everything else.
 *
 * <p>In every other storm the core is told of commands before they come. Its replay is not: both must be the same.
 *
 * <p>A crash is one between two commands, or one in which a decision has been made that nobody heard and no journal has: then
 * the command comes again. Before it there were snapshots, and what goes on may have begun with the newest, and may have
 * larger tables.
 */
final class Storm {

    private static final CoreLimits ROOMY = new CoreLimits(8, 384, 192, 8);
    private static final CoreLimits SPACIOUS = new CoreLimits(21, 1_000, 1_000, 33);
    private static final CoreLimits TINY = new CoreLimits(1, 1, 1, 1);
    private static final int LAST_ACTS = 12;

    /** Commands from one crash to the next, on average. */
    private static final int COMMANDS_PER_CRASH = 50;

    private static final int COMMANDS_PER_SNAPSHOT = 25;
    private static final int COMMANDS_PER_DIGEST = 16;

    private final Rush rush;
    private final Dice dice;
    private final Ledger ledger = new Ledger();
    private final Memory memory;
    private final Lookout lookout;
    private final NaiveShop naive = new NaiveShop();
    private final Invariants invariants;
    private final List<Answer> answers = new ArrayList<>();
    private final boolean heralds;
    private Till till;
    private Snapshot newest;
    private int step;

    private Storm(final long seed, final Sightings sightings) {
        rush = Rush.of(seed);
        dice = new Dice(~seed);
        till = Till.unfounded(limits(), rush.answerRetentionNanos())
                .found(Rush.BEGINS_NANOS - 1_000, dice.word(), dice.word());
        heralds = dice.oneIn(2);
        if (heralds) {
            till.heralding(dice);
        }
        newest = Snapshot.of(till.core());
        answers.add(Answer.of(till.lastDecision()));
        sightings.saw(Outcome.LOG_FOUNDED);
        memory = new Memory(ledger, till.core().limits());
        lookout = new Lookout(sightings, ledger, memory);
        invariants = new Invariants(till.core(), ledger, memory, rush.answerRetentionNanos());
    }

    /** Blows once; throws {@link AssertionError} with all that is needed to see it again. */
    static void blow(final long seed, final Sightings sightings) {
        final Storm storm = new Storm(seed, sightings);
        try {
            storm.blow();
            storm.replay();
        } catch (final AssertionError | RuntimeException failure) {
            throw new AssertionError(storm.story(failure), failure);
        }
    }

    private void blow() {
        for (; step < rush.acts().size(); step++) {
            final Act act = rush.acts().get(step);
            if (dice.oneIn(COMMANDS_PER_CRASH)) {
                crash(act);
            }
            if (rush.isPunctual()) {
                lookout.noteDue(act.timestampNanos());
                putWhatIsDue(act.timestampNanos());
            }
            put(act);
            if (dice.oneIn(COMMANDS_PER_SNAPSHOT)) {
                newest = Snapshot.of(till.core());
            }
        }
        invariants.digestIsTheState();
        statesAreTheSame();
    }

    private void putWhatIsDue(final long timestampNanos) {
        Act before = null;
        for (Act due = till.findDue(timestampNanos); due != null; due = till.findDue(timestampNanos)) {
            invariants.isDueNext(due, before);
            Invariant.DUE_IN_ORDER_OF_DEADLINE.require(put(due).isSequenced(), () -> "what was said to be due is not");
            before = due;
        }
        invariants.nothingIsLate(timestampNanos);
    }

    private Answer put(final Act act) {
        final Answer answer = act.askOf(till);
        invariants.holdAfter(act, answer);
        if (answer.outcome() == Outcome.OVERLOADED) {
            isReallyFull(act);
        } else {
            Invariant.THE_NAIVE_SHOP_AGREES.requireEqual(act.askOf(naive), answer, "answer");
        }
        if (answer.isSequenced()) {
            answers.add(answer);
        }
        if (dice.oneIn(COMMANDS_PER_DIGEST)) {
            invariants.digestIsTheState();
        }
        lookout.note(act, answer, invariants.phasesBefore(), till.core().sales());
        invariants.turnThePage();
        return answer;
    }

    /** The core dies, before a command or while it decides it, and another one goes on in its place. */
    private void crash(final Act next) {
        final List<StampedCommand> journal = List.copyOf(till.commands());
        final MatchingCore dead = till.core();
        final long digest = dead.digest();
        final long sequence = dead.sequence();
        final long nextDeadlineNanos = dead.nextDeadlineNanos();
        final Snapshot state = Snapshot.of(dead);
        final boolean isBeforeTheJournal = dice.oneIn(2);
        lookout.noteCrash(isBeforeTheJournal, next.timestampNanos(), dead.sales());
        if (isBeforeTheJournal) {
            next.askOf(till);
        }
        final Recovery recovery = dice.pick(Recovery.ALL);
        final CoreLimits limits = dice.oneIn(4) ? SPACIOUS : dead.limits();
        till = recovery.afterCrash(newest, journal, limits, rush.answerRetentionNanos());
        if (heralds) {
            till.heralding(dice);
        }
        final MatchingCore core = till.core();
        Invariant.RECOVERY_IS_WHAT_CRASHED.requireSame(sequence, core.sequence(), "sequence");
        Invariant.RECOVERY_IS_WHAT_CRASHED.requireSame(digest, core.digest(), "digest");
        Invariant.RECOVERY_IS_WHAT_CRASHED.requireSame(nextDeadlineNanos, core.nextDeadlineNanos(), "next deadline");
        Invariant.RECOVERY_IS_WHAT_CRASHED.requireEqual(state, Snapshot.of(core), "snapshot");
        if (recovery == Recovery.FROM_A_SNAPSHOT) {
            lookout.noteRestored(sequence - newest.head().sequence());
        }
        ledger.crashed();
        memory.goOnWith(core.limits());
        invariants.goOnWith(core);
    }

    private void statesAreTheSame() {
        final MatchingCore core = till.core();
        final Invariant same = Invariant.THE_NAIVE_SHOP_AGREES;
        same.requireSame(naive.sequence(), core.sequence(), "sequence");
        same.requireSame(naive.answerCount(), core.answerCount(), "answers");
        same.requireSame(naive.refusalCount(), core.refusalCount(), "refusals");
        same.requireSame(naive.orderCount(), core.orderCount(), "orders");
        same.requireSame(naive.holdCount(), core.holdCount(), "holds");
        for (int i = 0; i < core.sales().size(); i++) {
            final Sale sale = core.sales().get(i);
            final NaiveSale expected = naive.sale(i);
            same.requireEqual(expected.phase, sale.phase(), "phase");
            same.requireSame(expected.forgotten, sale.answersForgotten(), "forgotten answers");
            same.requireEqual(expected.isForgotten, sale.isForgotten(), "forgotten");
            for (int item = 0; item < sale.definition().items().size(); item++) {
                same.requireSame(expected.sold(item), sale.stock(item).sold(), "sold");
                same.requireSame(expected.held(item), sale.stock(item).held(), "held");
            }
            for (int goal = 0; goal < sale.definition().stageGoals().size(); goal++) {
                same.requireSame(expected.goalReachedBy(goal), sale.goalReachedBy(goal), "reached a goal");
            }
            for (final Outcome reason : Outcome.values()) {
                same.requireSame(expected.refusals.getOrDefault(reason, 0), sale.refusals(reason), reason.name());
            }
        }
    }

    /**
     * A fresh core with tables of another size, so that nothing in memory lies where it lay before. How long its own clockwork
     * would keep answers is nothing to what is in the log.
     */
    private void replay() {
        final MatchingCore live = till.core();
        final CoreLimits justEnough = new CoreLimits(
                Math.max(1, live.sales().size()),
                memory.answersNeeded(),
                Math.max(1, live.partCount()),
                live.limits().groups());
        final boolean isSetAnew = dice.oneIn(2);
        final Till restarted = Till.unfounded(
                dice.oneIn(2) ? justEnough : new CoreLimits(21, 1_000, 1_000, 33),
                isSetAnew ? dice.between(1, 500) : rush.answerRetentionNanos());
        final Invariant same = Invariant.REPLAY_IS_THE_LIVE_RUN;
        for (int i = 0; i < answers.size(); i++) {
            same.requireEqual(answers.get(i), restarted.replay(till.commands().get(i)), "answer");
        }
        final MatchingCore core = restarted.core();
        same.requireSame(live.digest(), core.digest(), "digest");
        same.requireSame(live.sequence(), core.sequence(), "sequence");
        same.requireSame(live.nextPromptDeadlineNanos(), core.nextPromptDeadlineNanos(), "next prompt deadline");
        if (!isSetAnew) {
            same.requireSame(live.nextDeadlineNanos(), core.nextDeadlineNanos(), "next deadline");
        }
        same.requireSame(core.recomputeDigest(), core.digest(), "digest, worked out afresh");
        final Snapshot state = Snapshot.of(live);
        same.requireEqual(state, Snapshot.of(core), "snapshot");
        final MatchingCore restored = state.restore(TINY.withRoomFor(state.head()), rush.answerRetentionNanos());
        same.requireEqual(state, Snapshot.of(restored), "snapshot of a core that was restored with no room to spare");
    }

    private CoreLimits limits() {
        return dice.oneIn(5)
                ? new CoreLimits(
                        dice.between(1, 3),
                        dice.between(1, dice.oneIn(2) ? 3 : 20),
                        dice.between(1, 10),
                        dice.between(1, 2))
                : ROOMY;
    }

    private void isReallyFull(final Act act) {
        final CoreLimits limits = till.core().limits();
        Invariant.OVERLOADED_ONLY_WHEN_FULL.require(
                act instanceof Act.Define && till.core().sales().size() == limits.sales()
                        || act instanceof Act.Buy buy
                                && (till.core().answerCount() == limits.answers()
                                        || naive.refusalCount() == (limits.answers() + 1) / 2
                                        || till.core().partCount() + buy.wish().allUnits() > limits.orders()
                                        || naive.groupCount() == limits.groups()),
                () -> "overloaded while there is room: " + act);
        lookout.noteOverload();
    }

    private String story(final Throwable failure) {
        final StringBuilder text = new StringBuilder()
                .append("seed ")
                .append(rush.seed())
                .append(", step ")
                .append(step)
                .append(": ")
                .append(failure.getMessage())
                .append("\nrepeat it: mvn -pl matching-core test -Dtest=StormTest -Dseed=")
                .append(rush.seed())
                .append("\nlimits: ")
                .append(till.core().limits())
                .append("\nthe last acts:");
        for (int i = Math.max(0, step - LAST_ACTS); i <= step && i < rush.acts().size(); i++) {
            text.append("\n  ").append(i).append(' ').append(rush.acts().get(i));
        }
        return text.append('\n').toString();
    }
}
