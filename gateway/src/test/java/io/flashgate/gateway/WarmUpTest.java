package io.flashgate.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A warm-up")
class WarmUpTest {

    @TempDir
    private Path folder;

    @Test
    void sellsAndLeavesNothingBehind() throws Exception {
        final GatewaySettings settings = GatewaySettings.at(folder.resolve("data"), "a-token-of-some-length");

        final long answered = WarmUp.run(settings, Duration.ofMillis(500), folder, () -> false);

        assertTrue(answered > 0);
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(0, left.count(), "files, with the real journal's folder among them");
        }
    }

    @Test
    void saysWhatItCouldNotDo() {
        final GatewaySettings settings = GatewaySettings.at(folder.resolve("data"), "a-token-of-some-length");

        assertThrows(
                IOException.class,
                () -> WarmUp.run(settings, Duration.ofMillis(1), folder.resolve("nowhere"), () -> false));
    }
}
