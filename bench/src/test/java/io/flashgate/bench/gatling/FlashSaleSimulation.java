package io.flashgate.bench.gatling;

import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.bodyString;
import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.global;
import static io.gatling.javaapi.core.CoreDsl.jsonPath;
import static io.gatling.javaapi.core.CoreDsl.pause;
import static io.gatling.javaapi.core.CoreDsl.rampUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.header;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.OpenInjectionStep;
import io.gatling.javaapi.core.PopulationBuilder;
import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.core.Simulation;
import io.gatling.javaapi.http.HttpRequestActionBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Buyers, in four acts, one after another; every buyer is a new one, with a connection of its own.
 *
 * <pre>
 *   ramp     more of them every second                              each is sold one, or hears "sold-out"
 *   retries  each buys, and asks twice more with the same key       the same answer, and Idempotent-Replayed
 *   flash    all at once, five for a unit; each asks again later    as above; a winner is never told "sold-out"
 *   storm    on and on, when the last unit is gone                  all hear "sold-out"
 * </pre>
 *
 * An answer that is none of these is a failed request, and one of them fails the run.
 */
public final class FlashSaleSimulation extends Simulation {

    private static final int RAMP_FROM = 10;
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final String SOLD_OUT = "sold-out";
    private static final String REPLAYED = "Idempotent-Replayed";

    private final LoadSettings settings = LoadSettings.of(System.getProperties());
    private final String run = Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);
    private final AtomicLong buyers = new AtomicLong();
    private final String sale = settings.admin() == null ? settings.sale() : FreshSale.open(settings);

    /** Says what is played where, and plays it. */
    public FlashSaleSimulation() {
        final List<PopulationBuilder> acts = new ArrayList<>();
        if (settings.plays(LoadSettings.RAMP)) {
            acts.add(act(
                    scenario("ramp").exec(newBuyer(settings.rampSku()), buy("ramp: buy")),
                    rampUsersPerSec(Math.min(RAMP_FROM, settings.rate()))
                            .to(settings.rate())
                            .during(settings.lasting())));
        }
        if (settings.plays(LoadSettings.RETRIES)) {
            acts.add(act(
                    scenario("retries")
                            .exec(newBuyer(settings.retrySku()), arriveWithin(), buy("retries: buy"))
                            .exitHereIfFailed()
                            .exec(buyAgain("retries: again"), buyAgain("retries: and again")),
                    atOnceUsers(Math.max(1, settings.buyers() / 10))));
        }
        if (settings.plays(LoadSettings.FLASH)) {
            acts.add(act(
                    scenario("flash")
                            .exec(newBuyer(settings.flashSku()), arriveWithin(), buy("flash: buy"))
                            .exitHereIfFailed()
                            .pause(PATIENCE)
                            .exec(buyAgain("flash: again")),
                    atOnceUsers(settings.buyers())));
        }
        if (settings.plays(LoadSettings.STORM)) {
            acts.add(act(
                    scenario("sold-out storm").exec(newBuyer(settings.flashSku()), beRefused("storm: refused")),
                    constantUsersPerSec(settings.rate()).during(settings.lasting())));
        }
        setUp(inTurn(acts))
                .protocols(http.baseUrl(settings.target().toString())
                        .userAgentHeader("gatling")
                        .contentTypeHeader("application/json")
                        .acceptHeader("application/json"))
                .assertions(global().failedRequests().count().is(0L));
    }

    private static PopulationBuilder act(final ScenarioBuilder scenario, final OpenInjectionStep arrivals) {
        return scenario.injectOpen(arrivals);
    }

    private static PopulationBuilder inTurn(final List<PopulationBuilder> acts) {
        PopulationBuilder all = acts.get(acts.size() - 1);
        for (int i = acts.size() - 2; i >= 0; i--) {
            all = acts.get(i).andThen(all);
        }
        return all;
    }

    private ChainBuilder newBuyer(final String sku) {
        return exec(session -> {
            final String buyer = run + "-" + buyers.incrementAndGet();
            return session.set("buyer", buyer).set("key", "key-" + buyer).set("sku", sku);
        });
    }

    /** Gatling's own ramps count in whole seconds: one of 50 ms brings nobody. So all are there, and each takes its time. */
    private ChainBuilder arriveWithin() {
        return pause(session -> Duration.ofNanos(
                ThreadLocalRandom.current().nextLong(settings.within().toNanos())));
    }

    private HttpRequestActionBuilder purchase(final String name) {
        return http(name)
                .post("/v1/sales/" + sale + "/orders")
                .header("Idempotency-Key", "#{key}")
                .body(StringBody("{\"sku\":\"#{sku}\",\"buyerId\":\"#{buyer}\"}"));
    }

    /** The first time with this key: sold, or sold out. */
    private ChainBuilder buy(final String name) {
        return exec(purchase(name)
                .check(
                        status().in(201, 409).saveAs("status"),
                        header(REPLAYED).notExists(),
                        bodyString().saveAs("answer"),
                        jsonPath("$.sequence").optional().saveAs("sequence"))
                .checkIf((response, session) -> response.status().code() == 201)
                .then(
                        header("Location").exists(),
                        jsonPath("$.buyerId").isEL("#{buyer}"),
                        jsonPath("$.status").is("CONFIRMED"))
                .checkIf((response, session) -> response.status().code() == 409)
                .then(jsonPath("$.code").is(SOLD_OUT)));
    }

    /**
     * The same key again. What was sequenced is heard again word for word. A refusal of a sale that was over was not: it binds
     * nothing, and the same is only heard because it is still true.
     */
    private ChainBuilder buyAgain(final String name) {
        return exec(purchase(name)
                .check(status().isEL("#{status}"))
                .checkIf(FlashSaleSimulation::wasSequenced)
                .then(header(REPLAYED).is("true"), bodyString().is(session -> session.getString("answer")))
                .checkIf(session -> !wasSequenced(session))
                .then(header(REPLAYED).notExists(), jsonPath("$.code").is(SOLD_OUT)));
    }

    private ChainBuilder beRefused(final String name) {
        return exec(purchase(name)
                .check(
                        status().is(409),
                        header(REPLAYED).notExists(),
                        jsonPath("$.code").is(SOLD_OUT),
                        jsonPath("$.sku").isEL("#{sku}")));
    }

    private static boolean wasSequenced(final Session session) {
        return session.contains("sequence");
    }
}
