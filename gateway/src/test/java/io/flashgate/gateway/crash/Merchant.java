package io.flashgate.gateway.crash;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Random;

/**
 * Defines sales and closes some early, while buyers buy; and looks at what everybody sees of them, because what was shown
 * as sold must stay sold. Ends with its connection.
 */
final class Merchant implements Runnable {

    private final GatewayProcess gateway;
    private final List<SalePlan> sales;
    private final SalePlan lateOne;
    private final SalePlan closedEarly;
    private final Random random;
    private final Ledger ledger;

    /**
     * @param sales       whose numbers are looked at
     * @param lateOne     is defined in the middle
     * @param closedEarly is closed in the middle
     */
    Merchant(
            final GatewayProcess gateway,
            final List<SalePlan> sales,
            final SalePlan lateOne,
            final SalePlan closedEarly,
            final long seed,
            final Ledger ledger) {
        this.gateway = gateway;
        this.sales = sales;
        this.lateOne = lateOne;
        this.closedEarly = closedEarly;
        this.random = new Random(seed);
        this.ledger = ledger;
    }

    @Override
    public void run() {
        final int defineAt = random.nextInt(60);
        final int closeAt = random.nextInt(60);
        try (Wire admin = Wire.to(gateway.adminUrl());
                Wire everybody = Wire.to(gateway.publicUrl())) {
            for (int turn = 0; ; turn++) {
                if (turn == defineAt) {
                    define(admin, lateOne, ledger);
                }
                if (turn == closeAt) {
                    close(admin, closedEarly, ledger);
                }
                look(everybody, sales.get(random.nextInt(sales.size())), ledger);
            }
        } catch (final IOException gone) {
            // The gateway was killed, or has drained.
        }
    }

    /** Asks for a sale, and writes down whether it is heard to be there. */
    static void define(final Wire admin, final SalePlan plan, final Ledger ledger) throws IOException {
        ledger.wants(plan);
        final Heard answer = admin.ask(plan.definition());
        // 409: it has opened since an earlier attempt, whose answer was lost.
        if (answer.status() == 201 || answer.status() == 200 || answer.status() == 409) {
            ledger.isDefined(plan);
        } else if (answer.status() == 400 && answer.text().contains("closesAt: found a time that has passed")) {
            // A slow machine: the brief sale was over before it began.
            ledger.givesUp(plan);
        } else if (answer.status() != 503) {
            throw new AssertionError("expected a sale to be defined, found " + answer);
        }
    }

    /** Closes a sale, and writes down whether it is heard to be closed. */
    static void close(final Wire admin, final SalePlan plan, final Ledger ledger) throws IOException {
        final Heard answer = admin.ask(plan.earlyClose());
        if (answer.status() == 200) {
            ledger.isClosed(plan);
        }
    }

    /** Looks at a sale, and writes down how much of it is shown as sold. */
    static JsonNode look(final Wire everybody, final SalePlan plan, final Ledger ledger) throws IOException {
        final Heard answer = everybody.ask(plan.view());
        if (answer.status() != 200) {
            return null;
        }
        final JsonNode sale = Json.of(answer.text());
        long sold = 0;
        for (final JsonNode item : sale.get("items")) {
            sold += item.get("sold").asLong();
            if (item.get("sold").asLong() + item.get("available").asLong() != plan.stock()) {
                throw new AssertionError("expected sold + available = " + plan.stock() + ", found " + item);
            }
        }
        ledger.shows(plan.saleId(), sold);
        return sale;
    }
}
