/**
 * The deterministic heart of Flashgate: {@link io.flashgate.core.MatchingCore} takes stamped commands and decides them.
 *
 * <pre>
 *   (sequence, time, command) ──▶ MatchingCore ──▶ Decision
 *                                     │
 *                                  digest of the whole state
 * </pre>
 *
 * One thread calls it. It knows no clock, no thread, no file and no socket: time and order arrive as arguments, so a live
 * run, a replay and a replica under a replicated log cannot be told apart.
 */
package io.flashgate.core;
