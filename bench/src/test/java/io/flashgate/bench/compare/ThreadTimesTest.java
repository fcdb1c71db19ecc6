package io.flashgate.bench.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flashgate.bench.compare.ThreadTimes.Role;
import io.flashgate.bench.compare.ThreadTimes.Ticks;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What threads use of the processors")
class ThreadTimesTest {

    @Test
    void isToldByTheBeginningsOfTheirNames() {
        assertEquals(Role.EVENT_LOOP, Role.of("flashgate-publi"));
        assertEquals(Role.EVENT_LOOP, Role.of("multiThreadIoEv"));
        assertEquals(Role.SEQUENCER, Role.of("flashgate-seque"));
        assertEquals(Role.COMMITTER, Role.of("flashgate-commi"));
        assertEquals(Role.COMPILERS, Role.of("C2 CompilerThre"));
        assertEquals(Role.REST, Role.of("G1 Service"));
    }

    @Test
    void isTheDifferenceBetweenTwoMoments() {
        final ThreadTimes before = new ThreadTimes(Map.of(Role.SEQUENCER, new Ticks(10, 20)));
        final ThreadTimes after =
                new ThreadTimes(Map.of(Role.SEQUENCER, new Ticks(15, 40), Role.COMPILERS, new Ticks(1, 0)));
        final ThreadTimes passed = after.since(before);

        assertEquals(new Ticks(5, 20), passed.of(Role.SEQUENCER));
        assertEquals(26, passed.total());
        assertEquals(52, passed.plus(passed).total());
    }

    @Test
    void isReadOfThisVeryProcess() throws InterruptedException {
        final Set<Long> self = Set.of(ProcessHandle.current().pid());
        final ThreadTimes before = ThreadTimes.of(self);
        final Thread sequencer = new Thread(() -> work(before, self), "flashgate-sequencer");
        sequencer.start();
        sequencer.join(30_000);

        assertTrue(!sequencer.isAlive(), "its time did not grow");
    }

    @Test
    void standsInATableByScenarioAndRole() {
        final Results results = new Results();
        final ThreadTimes threads =
                new ThreadTimes(Map.of(Role.EVENT_LOOP, new Ticks(60, 20), Role.COMMITTER, new Ticks(5, 15)));
        final Peer ours = FlashgatePeer.fsync(null, null, 1);
        results.add(ours.name(), Scenario.SOLD_64, new Figures(1, 10, 1, 1, 1, 1, false, threads));

        final List<String> lines =
                ThreadTable.markdown(results, List.of(ours)).lines().toList();
        assertEquals(3, lines.size());
        assertEquals(
                "| Sold, 64 connections, one at a time: ours | 6.00 + 2.00 | | 0.50 + 1.50 | | | 10.0 |", lines.get(2));
    }

    private static void work(final ThreadTimes before, final Set<Long> self) {
        long sum = 0;
        while (ThreadTimes.of(self).since(before).of(Role.SEQUENCER).user() < 2) {
            for (int i = 0; i < 100_000; i++) {
                sum += i ^ sum;
            }
        }
        assertTrue(sum != 1);
    }
}
