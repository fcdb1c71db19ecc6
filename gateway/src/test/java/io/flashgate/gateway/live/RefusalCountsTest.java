package io.flashgate.gateway.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flashgate.core.Commands;
import io.flashgate.core.order.Decision;
import io.flashgate.core.order.Outcome;
import io.flashgate.core.sale.Phase;
import io.flashgate.core.sale.SaleDefinition;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Refusals that are counted at the gate")
class RefusalCountsTest {

    private final SaleBoard board = new SaleBoard(1);
    private final long[] counts = new long[Outcome.CODE_LIMIT];

    @Test
    @DisplayName("are reported again if the journal did not take them")
    void comeBack() {
        define(Outcome.SALE_CREATED, 1);
        final SaleView sale = board.find("summer");
        sale.countUnsequenced(Outcome.NOT_OPEN_YET);
        assertTrue(sale.unreported(counts));
        final UnsafeBuffer command = new UnsafeBuffer(new byte[Commands.MAX_PURCHASE_BYTES]);
        Commands.countGateRefusals(command, 0, "summer", counts);
        sale.reported(counts);
        assertFalse(sale.unreported(counts));

        board.onRefused(command, 0);
        assertTrue(sale.unreported(counts));
        assertEquals(1, counts[Outcome.NOT_OPEN_YET.code()]);
    }

    @Test
    @DisplayName("outlive the sale's replacement, also those that are counted a moment too late")
    void outliveTheDefinition() {
        define(Outcome.SALE_CREATED, 1);
        final SaleView before = board.find("summer");
        before.countUnsequenced(Outcome.NOT_OPEN_YET);
        define(Outcome.SALE_REPLACED, 2);
        before.countUnsequenced(Outcome.NOT_OPEN_YET);

        assertTrue(board.find("summer").unreported(counts));
        assertEquals(2, counts[Outcome.NOT_OPEN_YET.code()]);
    }

    private void define(final Outcome outcome, final long sequence) {
        final SaleDefinition definition = new SaleDefinition(
                "summer",
                "",
                1,
                2,
                "EUR",
                0,
                List.of(new SaleDefinition.ItemDefinition("a", "", 1, 1, SaleDefinition.NO_LIST_PRICE, 0)),
                List.of());
        final UnsafeBuffer command = new UnsafeBuffer(new byte[SaleDefinition.MAX_ENCODED_BYTES]);
        definition.encode(command, 0);
        board.onDecided(
                command,
                0,
                new Decision().outcome(outcome).sale(0, Phase.SCHEDULED).stamp(sequence, 0));
    }
}
