/**
 * The comparison behind {@code bench/compare.sh}: the gateway and what users would pick instead, side by side on one machine.
 *
 * <pre>
 *   CompareCommand ─▶ JobCheck   does each peer do the job at all?         Shop, PostgresPeer
 *                 ─▶ Rounds      A B A B; each peer alone on the machine   Peer, Server, RedisServer
 *                      │           load from this very process             LoadTool
 *                      │           processor time from /proc               ProcessTree, CpuSampler
 *                      ▼
 *                    Results     medians ─▶ Goals ─▶ ResultTable, DocsPage, PercentilePlot
 * </pre>
 *
 * One thread runs it all; samplers and log readers are the only others. Whatever it starts it stops by its own handle, also
 * when it is interrupted.
 */
package io.flashgate.bench.compare;
