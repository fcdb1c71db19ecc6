package io.flashgate.bench.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Processor time from /proc")
class ProcStatTest {

    private static final String NGINX =
            "4711 (nginx: worker (1) p) S 4710 4710 4710 0 -1 4194624 1021 0 3 0 1500 2500 30 40"
                    + " 20 0 1 0 123456 11304960 1874 18446744073709551615 1 1 0 0 0 0 0 1073746048 402745863 0 0 0 17 1 0 0 0 0 0";

    @Test
    void readsALineWhoseNameHasSpacesAndParentheses() {
        final ProcStat stat = ProcStat.parse(NGINX);

        assertEquals(4711, stat.pid());
        assertEquals("nginx: worker (1) p", stat.name());
        assertEquals(4710, stat.parent());
        assertEquals(1500, stat.userTicks());
        assertEquals(2500, stat.kernelTicks());
        assertEquals(70, stat.reapedTicks());
        assertEquals(4070, stat.ticks());
    }

    @Test
    void saysWhatItFoundInsteadOfALine() {
        final IllegalArgumentException wrong =
                assertThrows(IllegalArgumentException.class, () -> ProcStat.parse("4711 nginx S 1"));
        assertTrue(wrong.getMessage().contains("4711 nginx S 1"), wrong.getMessage());
        assertThrows(IllegalArgumentException.class, () -> ProcStat.parse("4711 (nginx) S 1 2 3"));
        assertThrows(IllegalArgumentException.class, () -> ProcStat.parse(NGINX.replace("1500", "many")));
    }

    @Test
    void countsAServerWithItsWorkersAndNobodyElse() {
        final Map<Long, ProcStat> all = Map.of(
                10L, new ProcStat(10, "any", 1, 1, 2, 4),
                11L, new ProcStat(11, "any", 10, 8, 0, 0),
                12L, new ProcStat(12, "any", 11, 16, 0, 0),
                20L, new ProcStat(20, "any", 1, 32, 0, 0),
                30L, new ProcStat(30, "any", 1, 64, 0, 0));

        assertEquals(1 + 2 + 4 + 8 + 16, ProcessTree.ticksOf(Set.of(10L), all));
        assertEquals(31 + 32, ProcessTree.ticksOf(Set.of(10L, 20L), all));
        // Both of them named, but neither counted twice.
        assertEquals(31, ProcessTree.ticksOf(Set.of(10L, 11L), all));
    }

    @Test
    void knowsWhatTheHostTook() {
        final StolenTime before = StolenTime.parse("cpu  100 0 50 800 10 5 5 30 0 0\ncpu0 1 1 1 1 1 1 1 1 0 0\n");
        final StolenTime after = StolenTime.parse("cpu  150 0 60 810 10 5 5 60 0 0\n");

        assertEquals(1_000, before.total());
        assertEquals(0.3, after.shareSince(before), 1e-9);
        assertEquals(0, before.shareSince(before));
        assertTrue(StolenTime.now().total() > 0);
        assertThrows(IllegalArgumentException.class, () -> StolenTime.parse("intr 1 2 3"));
    }

    @Test
    void seesThisVeryProcessWork() {
        final ProcessTree self = new ProcessTree(Set.of(ProcessHandle.current().pid()));
        final long before = self.cpuNanos();
        final LongSupplier sampled = self.sampled();
        final long deadline = System.nanoTime() + 30_000_000_000L;
        long sum = 0;
        while (self.cpuNanos() - before < 50_000_000 && System.nanoTime() < deadline) {
            for (int i = 0; i < 10_000_000; i++) {
                sum += i ^ sum;
            }
        }
        assertTrue(self.cpuNanos() - before >= 50_000_000, "expected 50 ms of work to be seen, sum " + sum);
        assertTrue(sampled.getAsLong() - before >= 50_000_000, "expected a sample to see them too");
    }

    @Test
    void readsAWindowOffTheSamplesAroundIt() {
        final long[] cpu = {0};
        final CpuSampler sampler = CpuSampler.byHand(() -> cpu[0]);
        sampler.sample(1_000);
        cpu[0] = 100;
        sampler.sample(1_100);
        cpu[0] = 300;
        sampler.sample(1_200);

        assertEquals(300, sampler.cpuNanosBetween(1_000, 1_200));
        assertEquals(50 + 100, sampler.cpuNanosBetween(1_050, 1_150));
        assertThrows(IllegalArgumentException.class, () -> sampler.cpuNanosBetween(900, 1_100));
    }
}
