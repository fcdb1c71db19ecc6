/**
 * What single steps of a purchase cost, each measured alone with JMH.
 *
 * <pre>
 *   http ──▶ encode ──▶ ring ──▶ decide ──▶ append ──▶ force ──▶ reply
 *            │                   │          │          │
 *            │                   │          │          └ BarrierBenchmark
 *            │                   │          └ AppendBenchmark
 *            │                   └ PurchaseDecisionBenchmark; of it alone the look into memory: StrangerLookupBenchmark
 *            └ CommandEncodeBenchmark, IdentityHashBenchmark
 *
 *   journal ──▶ read ──▶ decide again               ReplayBenchmark
 * </pre>
 *
 * One path a method, and every round ends by looking whether that path was the one that was taken: a benchmark of sales that
 * quietly became one of refusals fails. Figures for whole requests are not made here; they need an open-loop load.
 */
package io.flashgate.bench.micro;
