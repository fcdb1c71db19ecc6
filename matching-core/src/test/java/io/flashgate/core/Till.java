package io.flashgate.core;

import io.flashgate.core.order.Decision;
import io.flashgate.core.order.Outcome;
import io.flashgate.core.order.PurchaseRequest;
import io.flashgate.core.order.Text;
import io.flashgate.core.protocol.ExpireHoldDecoder;
import io.flashgate.core.protocol.ForgetAnswersDecoder;
import io.flashgate.core.protocol.MessageHeaderDecoder;
import io.flashgate.core.protocol.TickDecoder;
import io.flashgate.core.sale.SaleDefinition;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;

/** Puts commands to a core as the sequencer would, and keeps those that were sequenced as the journal would. */
public final class Till implements Seller {

    private final MutableDirectBuffer buffer = new ExpandableArrayBuffer(1024);
    private final PurchaseRequest request = new PurchaseRequest();
    private final Decision decision = new Decision();
    private final List<StampedCommand> sequenced = new ArrayList<>();
    private MatchingCore core;
    private Commands commands;
    private Dice heralds;

    private Till(final MatchingCore core) {
        this.core = core;
    }

    /** A till whose log is empty: its core has no hash key yet. */
    public static Till unfounded(final CoreLimits limits) {
        return unfounded(limits, MatchingCore.DEFAULT_ANSWER_RETENTION_NANOS);
    }

    /** The same, of a core that keeps answers for another time. */
    static Till unfounded(final CoreLimits limits, final long answerRetentionNanos) {
        return new Till(new MatchingCore(limits, answerRetentionNanos));
    }

    /**
     * A till of a core that was restored.
     *
     * @param commands all that lead to where it stands
     */
    static Till restored(final MatchingCore core, final List<StampedCommand> commands) {
        final Till till = new Till(core);
        till.sequenced.addAll(commands);
        till.commands = new Commands(core.hashKey0(), core.hashKey1());
        return till;
    }

    /** A till with a new log. */
    public static Till founded(
            final CoreLimits limits, final long timestampNanos, final long hashKey0, final long hashKey1) {
        return unfounded(limits).found(timestampNanos, hashKey0, hashKey1);
    }

    /** Begins the log. */
    Till found(final long timestampNanos, final long hashKey0, final long hashKey1) {
        offer(timestampNanos, Commands.foundLog(buffer, 0, hashKey0, hashKey1));
        return this;
    }

    /** Goes on with a core that was restored from a snapshot of this one; answers the snapshot. */
    public Snapshot restart(final CoreLimits limits) {
        final Snapshot snapshot = Snapshot.of(core);
        core = snapshot.restore(limits);
        return snapshot;
    }

    /** From now on every other command is announced to the core before it comes, and some that never come are, too. */
    Till heralding(final Dice dice) {
        heralds = dice;
        return this;
    }

    public MatchingCore core() {
        return core;
    }

    /** The decision made last; the next command fills it anew. */
    public Decision lastDecision() {
        return decision;
    }

    /** Every command that was sequenced, in its order. */
    public List<StampedCommand> commands() {
        return Collections.unmodifiableList(sequenced);
    }

    /** Decides a command again that some core has sequenced before. */
    public Answer replay(final StampedCommand command) {
        buffer.putBytes(0, command.bytes());
        final Answer answer = offer(command.timestampNanos(), command.bytes().length);
        if (!answer.isSequenced() || answer.sequence() != command.sequence()) {
            throw new Invariant.Broken(
                    Invariant.REPLAY_IS_THE_LIVE_RUN, "expected sequence=" + command.sequence() + ", found " + answer);
        }
        return answer;
    }

    @Override
    public Answer define(final long timestampNanos, final SaleDefinition definition) {
        return offer(timestampNanos, definition.encode(buffer, 0));
    }

    @Override
    public Answer buy(final long timestampNanos, final Wish wish) {
        return offer(timestampNanos, commands.purchase(buffer, 0, wish.fill(request)));
    }

    @Override
    public Answer close(final long timestampNanos, final String saleId) {
        return offer(timestampNanos, Commands.closeSale(buffer, 0, saleId));
    }

    @Override
    public Answer tick(final long timestampNanos) {
        return offer(timestampNanos, Commands.tick(buffer, 0));
    }

    @Override
    public Answer countRefusals(final long timestampNanos, final String saleId, final Map<Outcome, Integer> counts) {
        final long[] byCode = new long[Outcome.CODE_LIMIT];
        counts.forEach((outcome, count) -> byCode[outcome.code()] = count);
        return offer(timestampNanos, Commands.countGateRefusals(buffer, 0, saleId, byCode));
    }

    @Override
    public Answer findOrder(
            final long timestampNanos, final String saleId, final long orderNumber, final String buyer) {
        final Text sale = new Text(Text.ID_MAX_BYTES).set(saleId);
        final Text owner = new Text(Text.BUYER_MAX_BYTES).set(buyer);
        return offer(timestampNanos, commands.findOrder(buffer, 0, sale, orderNumber, owner));
    }

    @Override
    public Answer confirm(final long timestampNanos, final String saleId, final long orderNumber) {
        return offer(timestampNanos, commands.confirmOrder(buffer, 0, id(saleId), orderNumber));
    }

    @Override
    public Answer cancel(final long timestampNanos, final String saleId, final long orderNumber, final String buyer) {
        final int length = buyer == null
                ? commands.cancelOrder(buffer, 0, id(saleId), orderNumber)
                : commands.cancelOrder(buffer, 0, id(saleId), orderNumber, new Text(Text.BUYER_MAX_BYTES).set(buyer));
        return offer(timestampNanos, length);
    }

    @Override
    public Answer extend(final long timestampNanos, final String saleId, final long orderNumber) {
        return offer(timestampNanos, commands.extendHold(buffer, 0, id(saleId), orderNumber));
    }

    @Override
    public Answer expire(final long timestampNanos, final String saleId, final long orderNumber) {
        return offer(timestampNanos, Commands.expireHold(buffer, 0, saleId, orderNumber));
    }

    @Override
    public Answer forget(final long timestampNanos, final String saleId, final long retentionNanos, final int most) {
        return offer(timestampNanos, Commands.forgetAnswers(buffer, 0, saleId, retentionNanos, most));
    }

    /** What the passing of time calls for next, or null. */
    Act findDue(final long timestampNanos) {
        final int length = core.due(timestampNanos, buffer);
        if (length == 0) {
            return null;
        }
        final MessageHeaderDecoder header = new MessageHeaderDecoder().wrap(buffer, 0);
        if (header.templateId() == TickDecoder.TEMPLATE_ID) {
            return new Act.Tick(timestampNanos);
        }
        if (header.templateId() == ForgetAnswersDecoder.TEMPLATE_ID) {
            final ForgetAnswersDecoder forgetting = new ForgetAnswersDecoder().wrapAndApplyHeader(buffer, 0, header);
            return new Act.Forget(
                    timestampNanos, forgetting.saleId(), forgetting.retentionNanos(), forgetting.mostAnswers());
        }
        final ExpireHoldDecoder expiry = new ExpireHoldDecoder().wrapAndApplyHeader(buffer, 0, header);
        return new Act.Expire(timestampNanos, expiry.saleId(), expiry.orderNumber());
    }

    private static Text id(final String saleId) {
        return new Text(Text.ID_MAX_BYTES).set(saleId);
    }

    @Override
    public Answer hear(final long timestampNanos, final Nonsense nonsense) {
        return offer(timestampNanos, nonsense.write(buffer, commands));
    }

    /** What was said to change nothing is not sequenced, and every repeat and every order that was found is said to. */
    private void checkForetold(final boolean changesNothing) {
        final boolean isAnswerOfOld = switch (decision.outcome()) {
            case REPEATED, KEY_REUSED, ORDER_FOUND -> true;
            default -> false;
        };
        if (changesNothing ? decision.outcome().isSequenced() : isAnswerOfOld) {
            throw new Invariant.Broken(
                    Invariant.FORETOLD_IS_TOLD, "changesNothing=" + changesNothing + ", found " + Answer.of(decision));
        }
    }

    private void herald(final int length) {
        final long digest = core.digest();
        core.expect(buffer, 0, length);
        final int from = heralds.between(0, 96);
        core.expect(buffer, from, heralds.between(0, buffer.capacity() - from));
        if (core.digest() != digest) {
            throw new Invariant.Broken(
                    Invariant.FORETOLD_IS_TOLD, "to be told of a command that may come changed the state");
        }
    }

    private Answer offer(final long timestampNanos, final int length) {
        if (heralds != null && heralds.oneIn(2)) {
            herald(length);
        }
        final boolean changesNothing = core.changesNothing(buffer, 0, length);
        core.onCommand(core.nextSequence(), timestampNanos, buffer, 0, length, decision);
        checkForetold(changesNothing);
        if (decision.outcome().isSequenced()) {
            final byte[] bytes = new byte[length];
            buffer.getBytes(0, bytes);
            sequenced.add(new StampedCommand(core.sequence(), timestampNanos, bytes));
            if (commands == null) {
                commands = new Commands(core.hashKey0(), core.hashKey1());
            }
        }
        return Answer.of(decision);
    }
}
