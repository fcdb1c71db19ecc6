/**
 * What buyers do to a sale, as Gatling tells it: {@code mvn -pl bench gatling:test} against a gateway that runs.
 *
 * <pre>
 *   LoadSettings ──▶ FlashSaleSimulation ──HTTP──▶ gateway ──▶ bench/target/gatling/…/index.html
 *   -Dtarget=…        │
 *                     └ FreshSale (only with -Dadmin=…)
 * </pre>
 *
 * Gatling shows what a client sees and asks whether each answer is right. It is no open-loop instrument for a gateway that is
 * faster than itself: for figures there is the load generator.
 */
package io.flashgate.bench.gatling;
