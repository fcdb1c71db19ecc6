package io.flashgate.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flashgate.bench.load.Load.Outcome;
import io.flashgate.bench.load.LyingShop.Lie;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("A shop that breaks one promise")
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class LiesTest {

    private static final int STOCK = 50;

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "{0}: {1}")
    @DisplayName("is found out, and the promise is named")
    @CsvSource({
        "SELLS_ONE_TOO_MANY, oversold",
        "GIVES_ONE_ORDER_TWICE, order-twice",
        "GIVES_ONE_SEQUENCE_TWICE, sequence-twice",
        "FORGETS_WINNERS, changed-answer",
        "CHANGES_A_LETTER, changed-answer",
        "HIDES_REPEATS, unmarked-repeat",
        "CALLS_THE_FIRST_A_REPEAT, marked-first",
        "SELLS_AFTER_THE_END, sold-after-the-end",
        "NAMES_ANOTHER_BUYER, other-buyer",
        "ANSWERS_WITHOUT_AN_ORDER, without-order"
    })
    void isFoundOut(final Lie lie, final String kind) throws IOException {
        final Outcome outcome = load(lie);

        outcome.mustExit(1).mustSay("FAILED").mustSay(kind + ": ");
        assertEquals(List.of(kind), outcome.violations());
        assertEquals(0, outcome.number("/lost"));
    }

    @ParameterizedTest
    @DisplayName("of an answer to each request is found out, and the answer is asked for again")
    @EnumSource(names = {"HANGS_UP_UNANSWERED", "SWALLOWS_ONE"})
    void losesAnswers(final Lie lie) throws IOException {
        final Outcome outcome = load(lie, "--answer-deadline", "500ms");

        outcome.mustExit(1).mustSay("lost: 1 requests got no answer; asked again with the same key, 1 got one");
        assertEquals(List.of(), outcome.violations());
        assertEquals(1, outcome.number("/lost"));
        assertEquals(1, outcome.number("/ledger/answeredWhenAskedAgain"));
        assertEquals(STOCK, outcome.number("/ledger/acceptedUnits"));
        assertTrue(outcome.number("/reconnects") >= 1, outcome::toString);
    }

    @Test
    @DisplayName("by dying in the middle fails the run, which ends all the same")
    void dies() throws IOException {
        final Outcome outcome = load(Lie.DIES, "--grace", "100ms", "--answer-deadline", "1s");

        outcome.mustExit(1).mustSay("lost: ").mustSay("missed rate: ");
        assertTrue(outcome.number("/ledger/neverAnswered") > 0, outcome::toString);
        assertEquals(19, outcome.number("/answered"));
    }

    @Test
    @DisplayName("of speaking HTTP is found out")
    void speaksNoHttp() throws IOException {
        final Outcome outcome = load(Lie.SPEAKS_NO_HTTP);

        outcome.mustExit(1).mustSay("malformed-answer").mustSay("220 smtp ready");
    }

    @ParameterizedTest
    @DisplayName("is another one than this: honest shops pass, however they speak")
    @EnumSource(names = {"NONE", "CHUNKS", "CLOSES_EVERY_FIFTH"})
    void honestShopsPass(final Lie lie) throws IOException {
        final Outcome outcome = load(lie);

        outcome.mustExit(0).mustSay("nothing wrong");
        assertEquals(STOCK, outcome.number("/ledger/acceptedUnits"));
        assertTrue(outcome.number("/ledger/repeatsCompared") > 0, outcome::toString);
        assertEquals(lie == Lie.CLOSES_EVERY_FIFTH, outcome.number("/reconnects") > 0, outcome::toString);
    }

    @Test
    @DisplayName("of closing connections only in good order is told from a loss, also of pipelined requests")
    void closesUnderPipelinedRequests() throws IOException {
        final Outcome outcome = load(Lie.CLOSES_EVERY_FIFTH, "--pipeline", "8");

        outcome.mustExit(0);
        assertEquals(STOCK, outcome.number("/ledger/acceptedUnits"));
        assertEquals(0, outcome.number("/ledger/neverAnswered"));
    }

    @Test
    @DisplayName("to a buyer's limit is found out where the limit is known")
    void overTheBuyersLimit() throws IOException {
        final Outcome outcome = load(Lie.NONE, "--buyers", "7", "--buyer-limit", "1");

        outcome.mustExit(1);
        assertEquals(List.of("over-buyer-limit"), outcome.violations());
    }

    @Test
    @DisplayName("is not found without a ledger, which the result says")
    void withoutALedger() throws IOException {
        try (LyingShop shop = new LyingShop(Lie.SELLS_ONE_TOO_MANY, STOCK)) {
            final Outcome outcome = new Load(folder)
                    .run(
                            "--target",
                            shop.url(),
                            "--sale",
                            "s",
                            "--sku",
                            "a",
                            "--rate",
                            "200/s",
                            "--for",
                            "1s",
                            "--ledger",
                            "off");

            outcome.mustExit(0).mustSay("ledger     off");
            assertEquals(STOCK + 1, outcome.number("/statuses/201"));
        }
    }

    private Outcome load(final Lie lie, final String... more) throws IOException {
        try (LyingShop shop = new LyingShop(lie, STOCK)) {
            final String[] words = {
                "--target",
                shop.url(),
                "--sale",
                "s",
                "--rate",
                "200/s",
                "--for",
                "1s",
                "--connections",
                "3",
                "--repeats",
                "60%"
            };
            final String[] all = new String[words.length + more.length];
            System.arraycopy(words, 0, all, 0, words.length);
            System.arraycopy(more, 0, all, words.length, more.length);
            return new Load(folder).run(all);
        }
    }
}
