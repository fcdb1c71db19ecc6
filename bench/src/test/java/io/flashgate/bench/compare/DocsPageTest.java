package io.flashgate.bench.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The page of figures: people write around what is generated")
class DocsPageTest {

    private static final String PAGE =
            "# Fast\n\nBy hand.\n\n<!-- generated:goals -->\nold\n<!-- /generated:goals -->\n"
                    + "\nAlso by hand, $1.\n\n<!-- generated:machine --><!-- /generated:machine -->\n\nEnd.\n";

    @Test
    void onlyWhatStandsBetweenTheMarksIsReplaced() {
        final String page = DocsPage.replace(PAGE, Map.of("goals", "new $1 \\ goals\n", "machine", "a machine"));

        assertEquals(
                "# Fast\n\nBy hand.\n\n<!-- generated:goals -->\n\nnew $1 \\ goals\n\n<!-- /generated:goals -->\n"
                        + "\nAlso by hand, $1.\n\n<!-- generated:machine -->\n\na machine\n\n<!-- /generated:machine -->\n"
                        + "\nEnd.\n",
                page);
        assertEquals(page, DocsPage.replace(page, Map.of("goals", "new $1 \\ goals\n", "machine", "a machine")));
    }

    @Test
    void aPartWithoutItsPlaceIsAnErrorThatNamesIt() {
        assertTrue(failure(PAGE, Map.of("goals", "g", "machine", "m", "growth", "x"))
                .contains("growth"));
        assertTrue(failure(PAGE, Map.of("goals", "g")).contains("machine"));
        assertTrue(failure(PAGE + PAGE, Map.of("goals", "g", "machine", "m")).contains("again"));
        assertTrue(failure("<!-- generated:goals --> for ever", Map.of("goals", "g"))
                .contains("/generated:goals"));
    }

    @Test
    void theProjectsOwnPageHasThePartsThatAreGenerated() {
        final Path page = Path.of(System.getProperty("project.root"), "docs/PERFORMANCE.md");

        final Map<String, String> parts =
                PerformancePage.PARTS.stream().collect(Collectors.toMap(name -> name, name -> "all new " + name));
        final String replaced = DocsPage.replace(Template.read(page), parts);

        parts.values().forEach(part -> assertTrue(replaced.contains(part), part));
    }

    private static String failure(final String page, final Map<String, String> parts) {
        return assertThrows(IllegalArgumentException.class, () -> DocsPage.replace(page, parts))
                .getMessage();
    }
}
