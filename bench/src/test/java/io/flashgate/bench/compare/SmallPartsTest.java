package io.flashgate.bench.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("What the comparison is made of")
@Timeout(300)
class SmallPartsTest {

    @TempDir
    private Path folder;

    @Test
    void aConfigurationWithAHoleIsNotStartedWith() {
        assertEquals("port 7; $1", Template.fill("port @PORT@; @MORE@", Map.of("PORT", "7", "MORE", "$1")));
        assertTrue(assertThrows(CompareException.class, () -> Template.fill("@PORT@", Map.of()))
                .getMessage()
                .contains("@PORT@"));
    }

    @Test
    void theLongestPauseIsFoundInALogOfCollections() {
        final String log = "[0.512s][info][gc] Using G1\n"
                + "[1.2s][info][gc] GC(0) Pause Young (Normal) (G1 Evacuation Pause) 51M->4M(1024M) 3.214ms\n"
                + "[2.2s][info][gc] GC(1) Concurrent Mark Cycle 77.500ms\n"
                + "[2.9s][info][gc] GC(1) Pause Remark 60M->60M(1024M) 1.001ms\n";

        assertEquals(3.214, GcLog.longestPauseMillis(log));
        assertEquals(0, GcLog.longestPauseMillis(""));
    }

    @Test
    void theDearestTableSizeCountsInAReportOfJmh() throws Exception {
        final JsonNode report = new ObjectMapper()
                .readTree(
                        "[{'benchmark':'a.Append.append','primaryMetric':{'score':99,'scorePercentiles':{'50.0':120.5},'scoreUnit':'ns/op'},"
                                        .replace('\'', '"')
                                + "'secondaryMetrics':{'·gc.alloc.rate.norm':{'score':99,'scorePercentiles':{'50.0':0.01},'scoreUnit':'B/op'}}},"
                                        .replace('\'', '"')
                                + "{'benchmark':'a.Append.append','primaryMetric':{'score':99,'scorePercentiles':{'50.0':140.5},'scoreUnit':'ns/op'},"
                                        .replace('\'', '"')
                                + "'secondaryMetrics':{'gc.alloc.rate.norm':{'score':99,'scorePercentiles':{'50.0':0.02},'scoreUnit':'B/op'}}}]"
                                        .replace('\'', '"'));

        assertEquals(140.5, MicroRun.most(report, "Append.append", "ns/op", ""));
        assertEquals(0.02, MicroRun.most(report, "Append.append", "B/op", "gc.alloc.rate.norm"));
        assertThrows(CompareException.class, () -> MicroRun.most(report, "Append.append", "s/op", ""));
        assertThrows(CompareException.class, () -> MicroRun.most(report, "Other.append", "ns/op", ""));
    }

    @Test
    void aServerThatDoesNotStartSaysWhy() {
        final Server server = shell("broken", "echo no room on the shelf; exit 3");
        try (server) {
            final CompareException why =
                    assertThrows(CompareException.class, () -> server.awaitLine(Pattern.compile("ready")));
            assertTrue(why.getMessage().contains("ended with 3"), why.getMessage());
            assertTrue(why.getMessage().contains("no room on the shelf"), why.getMessage());
        }
    }

    @Test
    void whatAServerStartedEndsWithIt() {
        final Server server = shell("parent", "sleep 600 & echo child=$!; wait");
        final long child;
        try (server) {
            child = Long.parseLong(
                    server.awaitLine(Pattern.compile("child=(\\d+)")).group(1));
            assertTrue(ProcessHandle.of(child).isPresent());
            server.kill();
        }
        final long deadline = System.nanoTime() + 30_000_000_000L;
        while (ProcessHandle.of(child).map(ProcessHandle::isAlive).orElse(false) && System.nanoTime() < deadline) {
            Server.pause();
        }
        assertFalse(ProcessHandle.of(child).map(ProcessHandle::isAlive).orElse(false));
    }

    @Test
    void theFolderOfAllDataGoesWithAllThatIsInIt() throws Exception {
        final Path path;
        try (WorkFolder work = new WorkFolder(Path.of(System.getProperty("project.root"), "bench/target"))) {
            path = work.path();
            Files.writeString(work.fresh("peer").resolve("journal"), "sold");
            assertTrue(Files.exists(path.resolve("peer/journal")));
        }
        assertFalse(Files.exists(path));
    }

    @Test
    void programsThatFailSayWhatTheySaid() {
        final CompareException why = assertThrows(
                CompareException.class, () -> Shell.output(List.of("sh", "-c", "echo broken >&2; exit 4")));
        assertTrue(why.getMessage().contains("found 4") && why.getMessage().contains("broken"), why.getMessage());
        assertEquals("hello", Shell.output(List.of("cat"), "hello"));
    }

    private Server shell(final String name, final String script) {
        return Server.start(name, folder, Map.of(), List.of("sh", "-c", script));
    }
}
