package io.flashgate.bench.gatling;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the simulation is told by {@code -Dname=value}. The defaults fit {@code ./flashgate demo}.
 *
 * @param target     where the gateway answers buyers; {@code target}
 * @param sale       the sale to buy in; {@code sale}
 * @param skus       its items: for the flash, for the ramp, for the retries; one does for all; {@code sku}, by commas
 * @param scenarios  which to play: ramp, retries, flash, storm; {@code scenarios}, by commas
 * @param buyers     of the flash and of the retries' tenth; more than there are units of the flash's item; {@code buyers}
 * @param rate       buyers a second at the end of the ramp, and all through the storm; {@code rate}
 * @param within     the time in which all of the flash's buyers arrive; {@code within}
 * @param lasting    how long ramp and storm take; {@code for}
 * @param admin      null: the sale is there already; else where a new one is defined, for this run; {@code admin}
 * @param adminToken the file with the token for that; null without {@code admin}; {@code admin-token-file}
 */
record LoadSettings(
        URI target,
        String sale,
        List<String> skus,
        Set<String> scenarios,
        int buyers,
        int rate,
        Duration within,
        Duration lasting,
        URI admin,
        Path adminToken) {

    static final String RAMP = "ramp";
    static final String RETRIES = "retries";
    static final String FLASH = "flash";
    static final String STORM = "storm";

    private static final String ALL = String.join(",", RAMP, RETRIES, FLASH, STORM);
    private static final Pattern TIME = Pattern.compile("(\\d{1,6})(ms|s)");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    /**
     * @throws IllegalArgumentException naming the property that is not right, and what was expected
     */
    static LoadSettings of(final Properties given) {
        final String admin = given.getProperty("admin", "");
        final String token = given.getProperty("admin-token-file", "");
        if (admin.isEmpty() != token.isEmpty()) {
            throw new IllegalArgumentException("admin and admin-token-file: found one, expected both or neither");
        }
        return new LoadSettings(
                url("target", given.getProperty("target", "http://127.0.0.1:8080")),
                id("sale", given.getProperty("sale", "demo")),
                skus(given.getProperty("sku", "sneaker-42,hoodie-m,cap-black")),
                scenarios(given.getProperty("scenarios", ALL)),
                number("buyers", given.getProperty("buyers", "1500"), 1, 1_000_000),
                number("rate", given.getProperty("rate", "100"), 1, 100_000),
                time("within", given.getProperty("within", "1s"), 1, 60_000),
                time("for", given.getProperty("for", "10s"), 1_000, 3_600_000),
                admin.isEmpty() ? null : url("admin", admin),
                token.isEmpty() ? null : Path.of(token));
    }

    String flashSku() {
        return skus.get(0);
    }

    String rampSku() {
        return skus.get(Math.min(1, skus.size() - 1));
    }

    String retrySku() {
        return skus.get(skus.size() - 1);
    }

    boolean plays(final String scenario) {
        return scenarios.contains(scenario);
    }

    private static List<String> skus(final String value) {
        final List<String> skus = List.of(value.split(","));
        skus.forEach(sku -> id("sku", sku));
        if (skus.size() > 3) {
            throw new IllegalArgumentException("sku: found " + skus.size() + " items, expected 1–3");
        }
        return skus;
    }

    private static Set<String> scenarios(final String value) {
        final Set<String> scenarios = new TreeSet<>(List.of(value.split(",")));
        if (!List.of(ALL.split(",")).containsAll(scenarios)) {
            throw new IllegalArgumentException("scenarios: found " + value + ", expected some of " + ALL);
        }
        return scenarios;
    }

    private static URI url(final String name, final String value) {
        if (!value.matches("https?://[^/\\s]+")) {
            throw new IllegalArgumentException(
                    name + ": found " + value + ", expected an address like http://127.0.0.1:8080, without a path");
        }
        return URI.create(value);
    }

    private static String id(final String name, final String value) {
        if (!ID.matcher(value).matches()) {
            throw new IllegalArgumentException(name + ": found \"" + value + "\", expected 1–64 of A-Z a-z 0-9 . _ -");
        }
        return value;
    }

    private static int number(final String name, final String value, final int least, final int most) {
        if (!value.matches("\\d{1,9}") || Integer.parseInt(value) < least || Integer.parseInt(value) > most) {
            throw new IllegalArgumentException(
                    name + ": found " + value + ", expected a number in " + least + "–" + most);
        }
        return Integer.parseInt(value);
    }

    private static Duration time(final String name, final String value, final long leastMillis, final long mostMillis) {
        final Matcher time = TIME.matcher(value);
        if (time.matches()) {
            final long millis = Long.parseLong(time.group(1)) * (time.group(2).equals("s") ? 1_000 : 1);
            if (millis >= leastMillis && millis <= mostMillis) {
                return Duration.ofMillis(millis);
            }
        }
        throw new IllegalArgumentException(name + ": found " + value + ", expected a time like 50ms or 10s, in "
                + leastMillis + "–" + mostMillis + " ms");
    }
}
