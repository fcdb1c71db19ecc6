package io.flashgate.gateway.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flashgate.core.Act;
import io.flashgate.core.CoreLimits;
import io.flashgate.core.MatchingCore;
import io.flashgate.core.Rush;
import io.flashgate.core.StampedCommand;
import io.flashgate.core.Till;
import io.flashgate.core.order.Outcome;
import io.flashgate.core.protocol.MessageHeaderDecoder;
import io.flashgate.core.protocol.PurchaseDecoder;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A board that was made from a core")
class RestoredBoardTest {

    private static final CoreLimits LIMITS = new CoreLimits(8, 384, 192, 8);
    private static final int RUSHES = 300;

    @Test
    @DisplayName("shows what the board shows that was told of every command")
    void showsTheSame() {
        int held = 0;
        long forgotten = 0;
        for (long seed = 1; seed <= RUSHES; seed++) {
            final Till till = Till.founded(LIMITS, Rush.BEGINS_NANOS - 1_000, seed, ~seed);
            final SaleBoard told = new SaleBoard(LIMITS.answers());
            tell(told, till);
            for (final Act act : Rush.of(seed).acts()) {
                putWhatIsDue(till, told, act.timestampNanos());
                if (act.askOf(till).isSequenced()) {
                    tell(told, till);
                }
            }
            final SaleBoard restored = SaleBoard.restored(till.core());
            assertEquals(facts(told), facts(restored), "seed " + seed);
            seesWhoIsRemembered(restored, till.core());
            takesNoMoreStrangers(restored, told, till);
            held += till.core().holdCount();
            forgotten += told.sales().stream().filter(SaleView::isForgotten).count();
        }
        assertTrue(held > RUSHES / 10, "hardly any holds were open: " + held);
        assertTrue(forgotten > RUSHES / 10, "hardly any sales were forgotten: " + forgotten);
    }

    private static void seesWhoIsRemembered(final SaleBoard board, final MatchingCore core) {
        core.forEachAnswer((saleIndex, requestId0) ->
                assertTrue(board.mayHaveAnswered(board.sales().get(saleIndex), requestId0), "an answer is lost"));
    }

    /** What was forgotten stays a stranger that may be somebody on the board that was told; on the other it need not. */
    private static void takesNoMoreStrangers(final SaleBoard restored, final SaleBoard told, final Till till) {
        for (int i = 0; i < told.sales().size(); i++) {
            final List<Boolean> may = mayHaveAnswered(restored, restored.sales().get(i), till);
            final List<Boolean> mayAsTold = mayHaveAnswered(told, told.sales().get(i), till);
            for (int purchase = 0; purchase < may.size(); purchase++) {
                assertTrue(!may.get(purchase) || mayAsTold.get(purchase), "a stranger is taken for somebody");
            }
        }
    }

    /** As the sequencer does. */
    private static void putWhatIsDue(final Till till, final SaleBoard board, final long nanos) {
        final UnsafeBuffer due = new UnsafeBuffer(new byte[MatchingCore.MAX_DUE_BYTES]);
        for (int length = till.core().due(nanos, due);
                length > 0;
                length = till.core().due(nanos, due)) {
            final byte[] bytes = new byte[length];
            due.getBytes(0, bytes);
            till.replay(new StampedCommand(till.core().nextSequence(), nanos, bytes));
            tell(board, till);
        }
    }

    private static void tell(final SaleBoard board, final Till till) {
        board.onDecided(newest(till).buffer(), 0, till.lastDecision());
    }

    private static StampedCommand newest(final Till till) {
        return till.commands().get(till.commands().size() - 1);
    }

    private static List<Object> facts(final SaleBoard board) {
        final List<Object> facts = new ArrayList<>();
        facts.add(board.sequence());
        facts.add(board.answered());
        for (final SaleView sale : board.sales()) {
            facts.add(List.of(
                    sale.index(),
                    sale.definition(),
                    sale.definedAtSequence(),
                    sale.phase(),
                    sale.isSealed(sale.phase()),
                    sale.isForgotten(),
                    sale.orders()));
            for (int item = 0; item < sale.definition().items().size(); item++) {
                facts.add(List.of(sale.units(item), sale.price(item)));
            }
            for (int goal = 0; goal < sale.definition().stageGoals().size(); goal++) {
                facts.add(sale.goalReachedBy(goal));
            }
            for (final Outcome reason : Outcome.values()) {
                // No gate counts what was sequenced; a rush does, and the core passes over it.
                facts.add(reason.isSequenced() ? 0 : sale.journaledRefusals(reason));
            }
            facts.add(board.find(sale.definition().saleId()) == sale);
        }
        return facts;
    }

    /** Of every purchase of the log, also of those that are of other sales. */
    private static List<Boolean> mayHaveAnswered(final SaleBoard board, final SaleView sale, final Till till) {
        final List<Boolean> may = new ArrayList<>();
        for (final StampedCommand command : till.commands()) {
            final MessageHeaderDecoder header = new MessageHeaderDecoder().wrap(command.buffer(), 0);
            if (header.templateId() == PurchaseDecoder.TEMPLATE_ID) {
                may.add(board.mayHaveAnswered(
                        sale,
                        new PurchaseDecoder()
                                .wrapAndApplyHeader(command.buffer(), 0, header)
                                .requestId0()));
            }
        }
        return may;
    }
}
