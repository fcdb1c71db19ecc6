package io.flashgate.gateway.live;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

import io.flashgate.core.order.Decision;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The board of all sales")
class SaleBoardTest {

    @Test
    @DisplayName("expects nothing of a command that the journal could not take, nor of none at all")
    void expectsNothingOfWhatWasRefused() {
        final SaleBoard board = new SaleBoard(16);

        assertDoesNotThrow(() -> board.expect(new UnsafeBuffer(new byte[256]), 0, new Decision()));
        assertDoesNotThrow(() -> board.expect(null, 0, new Decision()));
    }
}
