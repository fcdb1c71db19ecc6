package io.flashgate.gateway.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.flashgate.core.order.Decision;
import io.flashgate.core.order.Outcome;
import io.flashgate.core.sale.Phase;
import io.flashgate.core.sale.SaleDefinition;
import io.flashgate.gateway.live.SaleBoard;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

@DisplayName("What happens a thousand times is said now and then, with its number")
class WatchTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Telemetry telemetry = new Telemetry();
    private final SaleBoard board = new SaleBoard(16);
    private final Watch watch = new Watch(telemetry, board, new SystemEpochNanoClock(), 100, 64);
    private long monotonic = System.nanoTime();
    private long wall = new SystemEpochNanoClock().nanoTime();

    @BeforeEach
    void begin() {
        // It has looked at the real clocks when it was made.
        watch.look(monotonic, wall);
    }

    @Test
    @DisplayName("a full ring: at once, then every ten seconds, and nothing that was left out is forgotten")
    void repeats() {
        try (LogLines log = new LogLines(Watch.class)) {
            ringIsFull(3);
            assertEquals(List.of(fullRing(3)), look(log));
            ringIsFull(1_000);
            for (int second = 1; second < 9; second++) {
                assertEquals(List.of(), look(log), "second " + second);
                ringIsFull(1);
            }
            look(log);
            assertEquals(List.of(fullRing(1_008)), look(log));
            for (int second = 0; second < 30; second++) {
                assertEquals(List.of(), look(log), "nothing has happened since");
            }
            ringIsFull(1);
            assertEquals(List.of(fullRing(1)), look(log));
        }
    }

    @Test
    @DisplayName("connections beyond the limit, a journal without room, slow barriers")
    void conditions() {
        telemetry.connectionRefused();
        telemetry.refusedForJournal();
        telemetry.forced(99_000_000);
        telemetry.forced(250_000_000);
        telemetry.forced(130_000_000);
        try (LogLines log = new LogLines(Watch.class)) {
            assertEquals(
                    List.of(
                            "there are as many connections as may be: more were refused with 503 overloaded connections=1"
                                    + " limit=100",
                            "the journal could not take commands: they were refused with 503 journal-unavailable commands=1",
                            "the journal's disk is slow: barriers took more than 100 ms barriers=2 slowestMillis=250"),
                    look(log));
        }
    }

    @Test
    @DisplayName("a clock that was set, and a process that stood still, which is something else")
    void time() {
        try (LogLines log = new LogLines(Watch.class)) {
            wall += 3_600 * SECOND;
            assertEquals(List.of("3600000 forward"), stepped(look(log)));
            assertEquals(List.of(), look(log));
            wall -= 3_600 * SECOND;
            assertEquals(List.of("-3600000 back"), stepped(look(log)));

            monotonic += 60 * SECOND;
            wall += 60 * SECOND;
            final List<String> lines = look(log);
            assertEquals(1, lines.size(), lines::toString);
            assertEquals("stoodStillMillis=60000", lines.get(0).replaceAll(".* ", ""));
            assertEquals(1, telemetry.stalls());
            assertEquals(1, telemetry.clockSteps(true));
            assertEquals(1, telemetry.clockSteps(false));
        }
    }

    @Test
    @DisplayName("sales: what was there is known, and each step is said once")
    void sales() {
        define("old", 0);
        final SaleLog sales = new SaleLog(board);
        define("summer", 1);
        try (LogLines log = new LogLines(SaleLog.class)) {
            sales.look(monotonic);
            assertEquals(List.of(), log.take());
            board.onTicked(7, 5);
            sales.look(monotonic);
            sales.look(monotonic);
            assertEquals(
                    List.of(
                            "sale is open sale=old from=SCHEDULED to=OPEN orders=0 available=3 held=0 sold=0 sequence=7",
                            "sale is open sale=summer from=SCHEDULED to=OPEN orders=0 available=3 held=0 sold=0"
                                    + " sequence=7"),
                    log.take());
            board.onTicked(8, 9);
            sales.look(monotonic);
            assertEquals(
                    List.of(
                            "sale is closed, and sealed sale=old from=OPEN to=CLOSED orders=0 available=3 held=0 sold=0"
                                    + " sequence=8",
                            "sale is closed, and sealed sale=summer from=OPEN to=CLOSED orders=0 available=3 held=0 sold=0"
                                    + " sequence=8"),
                    log.take());
        }
    }

    @Test
    @DisplayName("failures: one stack trace of each kind, then how many more there were")
    void failures() {
        final long[] now = {0};
        try (LogLines log = new LogLines("test.failures")) {
            final LimitedLog failures = new LimitedLog(LoggerFactory.getLogger("test.failures"), () -> now[0]);
            for (int i = 0; i < 500; i++) {
                failures.error("it broke", new IllegalStateException());
                failures.warn("it bent", new IllegalStateException());
            }
            failures.error("it broke", new ArithmeticException());
            assertEquals(List.of("it broke +trace", "it bent +trace", "it broke +trace"), log.take());

            failures.sayLeftOut();
            assertEquals(List.of(), log.take());
            now[0] += 10 * SECOND;
            failures.sayLeftOut();
            final List<String> said = new ArrayList<>(log.take());
            said.sort(null);
            assertEquals(
                    List.of(
                            "the same again, not written each time times=499 what=it bent: java.lang.IllegalStateException",
                            "the same again, not written each time times=499 what=it broke:"
                                    + " java.lang.IllegalStateException"),
                    said);
            failures.sayLeftOut();
            assertEquals(List.of(), log.take());
        }
    }

    private void ringIsFull(final int times) {
        for (int i = 0; i < times; i++) {
            telemetry.ringWasFull();
        }
    }

    private static String fullRing(final int requests) {
        return "the ring was full: requests were refused with 503 overloaded requests=" + requests + " capacity=64";
    }

    private static List<String> stepped(final List<String> lines) {
        return lines.stream()
                .map(line ->
                        line.replaceAll(".*stepMillis=", "") + (line.contains("set forward") ? " forward" : " back"))
                .toList();
    }

    /** A second passes. */
    private List<String> look(final LogLines log) {
        monotonic += SECOND;
        wall += SECOND;
        watch.look(monotonic, wall);
        return log.take();
    }

    private void define(final String saleId, final int index) {
        final SaleDefinition definition = new SaleDefinition(
                saleId,
                "",
                4,
                8,
                "EUR",
                0,
                List.of(new SaleDefinition.ItemDefinition("a", "", 3, 1, SaleDefinition.NO_LIST_PRICE, 0)),
                List.of());
        final UnsafeBuffer command = new UnsafeBuffer(new byte[SaleDefinition.MAX_ENCODED_BYTES]);
        definition.encode(command, 0);
        board.onDecided(
                command,
                0,
                new Decision()
                        .outcome(Outcome.SALE_CREATED)
                        .sale(index, Phase.SCHEDULED)
                        .stamp(index + 1, 0));
    }
}
