/**
 * The sales report, from the journal alone.
 *
 * <pre>
 *   journal ──▶ SalesReports ──▶ SaleTally (one a sale) ──▶ SaleReport ──▶ JSON │ CSV │ HTML
 *   records       by sale          the core's Sale, and        immutable      ReportFormat
 *   in order                       what is counted beside
 * </pre>
 *
 * One pass, in sequence order; nothing is decided again. A report is a function of the records up to the last one that has to do with
 * its sale: whole numbers only, ratios rounded by one rule ({@link io.flashgate.journal.report.Figures}), nothing of the machine,
 * its clock, its locale or its time zone. So its bytes are the same wherever and whenever it is made.
 * {@link io.flashgate.journal.report.ReportFollower} makes it beside a live writer.
 */
package io.flashgate.journal.report;
