package io.flashgate.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A storm that finds nothing says something only if it would have found something. So here bugs are planted, one at a time, and
 * a storm has to find each of them before it has blown many seeds.
 *
 * <pre>
 *   Sale.java ──▶ "HELD_OUT" to "SOLD_OUT" ──▶ javac, in memory ──▶ Sale.class with the bug ─┐
 *                                                                                            ├──▶ a class loader ──▶ Storm
 *   all other classes of the core and of its tests, as they are on the class path ───────────┘
 * </pre>
 *
 * <p>A bug is an edit of a source file and not of compiled code: it reads as the mistake that somebody would have made, and the
 * code itself needs no switches. If the code has changed, so that the edit does not fit any more, the test says so. Every
 * bug gets all classes anew, so none is in the way of another. The naive shop and the invariants have none: a bug is planted
 * in the core, or in how it recovers.
 *
 * <p>At the end a table says what found each: the name of an {@link Invariant}, or the core's own complaint.
 */
@DisplayName("A storm finds")
class PlantedBugsTest {

    /** The storm of every build blows many more. */
    private static final int MOST_SEEDS = 1_000;

    private static final int SEEDS_WITHOUT_BUG = 20;

    private static final List<String> FINDINGS = new ArrayList<>();

    @ParameterizedTest(name = "{0}")
    @MethodSource("bugs")
    void finds(final PlantedBug bug) throws Exception {
        final Method blow = stormIn(PlantedClassLoader.with(bug));
        for (long seed = 1; seed <= MOST_SEEDS; seed++) {
            final Throwable finding = findIn(blow, seed);
            if (finding != null) {
                assertTrue(finding.getMessage().contains(" -Dseed=" + seed + '\n'), "says how to see it again");
                FINDINGS.add(String.format(
                        "%-75s %-20s %5d  %s", bug, bug.simpleName(), seed, finderOf(finding.getCause())));
                return;
            }
        }
        fail("not found by " + MOST_SEEDS + " seeds: " + bug);
    }

    @Test
    @DisplayName("nothing, where nothing has been planted")
    void nothing() throws Exception {
        final Method blow = stormIn(PlantedClassLoader.withoutBug());
        for (long seed = 1; seed <= SEEDS_WITHOUT_BUG; seed++) {
            assertEquals(null, findIn(blow, seed));
        }
    }

    @AfterAll
    static void table() {
        System.out.println(String.format("%-75s %-20s %5s  %s", "planted", "in", "seeds", "found by"));
        FINDINGS.forEach(System.out::println);
    }

    private static Stream<PlantedBug> bugs() {
        return PlantedBugs.ALL.stream();
    }

    private static Method stormIn(final ClassLoader world) throws ReflectiveOperationException {
        final Class<?> storm = world.loadClass(Storm.class.getName());
        assertTrue(storm != Storm.class, "a world of its own");
        final Method blow = storm.getDeclaredMethod("blow", long.class, world.loadClass(Sightings.class.getName()));
        blow.setAccessible(true);
        return blow;
    }

    /** What a storm complains of, or null. */
    private static Throwable findIn(final Method blow, final long seed) throws Exception {
        final Class<?> sightings = blow.getParameterTypes()[1];
        final var newSightings = sightings.getDeclaredConstructor();
        newSightings.setAccessible(true);
        try {
            blow.invoke(null, seed, newSightings.newInstance());
            return null;
        } catch (final InvocationTargetException thrown) {
            if (thrown.getCause() instanceof AssertionError) {
                return thrown.getCause();
            }
            throw thrown;
        }
    }

    private static String finderOf(final Throwable reason) {
        final String message = String.valueOf(reason.getMessage());
        final int broken = message.indexOf(" broken: ");
        return broken > 0 ? message.substring(0, broken) : "the core itself: " + reason;
    }
}
