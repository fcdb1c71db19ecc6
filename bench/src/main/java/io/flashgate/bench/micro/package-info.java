/**
 * What single steps of a purchase cost, each measured alone with JMH.
 *
 * <pre>
 *   http ──▶ decode ──▶ encode ──▶ ring ──▶ decide ──▶ append ──▶ force ──▶ outbox ──▶ answer
 *     │      │          │          │        │          │          │         │          └ AnswerEncodeBenchmark
 *     │      │          │          │        │          │          │         └ OutboxBenchmark
 *     │      │          │          │        │          │          └ BarrierBenchmark
 *     │      │          │          │        │          └ AppendBenchmark
 *     │      │          │          │        └ PurchaseDecisionBenchmark; of it alone the look into memory: StrangerLookupBenchmark
 *     │      │          │          └ RingHandOffBenchmark
 *     │      │          └ CommandEncodeBenchmark, IdentityHashBenchmark
 *     │      └ RequestDecodeBenchmark
 *     └ RequestSlotBenchmark: the place of a request from here until its answer has gone
 *
 *   journal ──▶ read ──▶ decide again               FrameReadBenchmark, ReplayBenchmark
 * </pre>
 *
 * One path a method, and every round ends by looking whether that path was the one that was taken: a benchmark of sales that
 * quietly became one of refusals fails. Figures for whole requests are not made here; they need an open-loop load.
 * {@link io.flashgate.bench.micro.Benchmarks} runs them all.
 */
package io.flashgate.bench.micro;
