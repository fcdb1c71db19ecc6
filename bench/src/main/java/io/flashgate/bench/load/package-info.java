/**
 * {@code flashgate load}: an open-loop load that times from the intended send and checks every answer.
 *
 * <pre>
 *   LoadCommand ─▶ Planner ─▶ LoadPlan ─▶ LoadRun ──▶ LoadResult ─▶ text, JSON
 *                                           │  ▲
 *                          threads, seconds │  │ Tally, Ledger ─▶ Audit
 *                                           ▼  │
 *     Schedule ─▶ Feed ─▶ Generator ─▶ RequestTemplates ─▶ Connection ─▶ Wire (epoll, or NIO)
 *     (when)      (what)     ▲                                              │
 *                            └──────── AnswerParser ◀───────────────────────┘
 * </pre>
 *
 * <p>The schedule does not know of answers. A request that finds no connection with room stays due; its latency counts from
 * then, whoever was late, the server or this process. A rate that could not be kept is a failed run, not a slower one.
 *
 * <p>The client shares the processor with what it measures, so it must be cheap: requests are bytes in which a few digits are
 * patched, answers are scanned where they were read, and nothing is allocated per request. A thread owns its connections, its
 * ledger and its schedule; threads meet in {@link io.flashgate.bench.load.RunState} only.
 */
package io.flashgate.bench.load;
