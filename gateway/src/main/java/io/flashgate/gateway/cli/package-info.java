/**
 * The command line: {@code flashgate demo|serve|sale|journal}, and what a {@link
 * io.flashgate.gateway.cli.CommandSource} brings.
 *
 * <pre>
 *   command line ─┐
 *   FLASHGATE_… ──┼─▶ Settings ─▶ serve ─▶ Gateway.start ─▶ "ready …" ─▶ until a signal, or a broken promise
 *   --config FILE ┘               demo  ─▶ Gateway.start ─▶ a sale ─▶ Crowd ─▶ Audit ─▶ journal verify
 *
 *                                 sale  ─▶ AdminClient ──HTTP──▶ a running gateway's admin plane
 *                                 journal ─▶ io.flashgate.journal.tool
 * </pre>
 *
 * What comes out: results on standard output, everything else (logs, complaints) on standard error, and an exit status
 * of {@link io.flashgate.gateway.cli.ExitStatus}. Nothing here is on a purchase's path.
 */
package io.flashgate.gateway.cli;
