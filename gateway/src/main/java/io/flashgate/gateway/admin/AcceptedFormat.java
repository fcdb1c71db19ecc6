package io.flashgate.gateway.admin;

import io.flashgate.journal.report.ReportFormat;
import java.util.List;
import java.util.Locale;

/**
 * Which form of a report the {@code Accept} header likes best (RFC 9110, 12.5.1): the highest weight, by the most specific range that
 * fits; of equal ones the first of JSON, HTML, CSV. Who likes none of them gets JSON, as every other address answers what it has.
 */
final class AcceptedFormat {

    private static final int FULL_WEIGHT = 1_000;
    private static final int NO_FIT = -1;

    private AcceptedFormat() {}

    /**
     * @param headers all there are; none: anything will do
     */
    static ReportFormat of(final List<String> headers) {
        ReportFormat best = ReportFormat.JSON;
        int bestWeight = 0;
        final String[] ranges =
                String.join(",", headers).toLowerCase(Locale.ROOT).split(",");
        for (final ReportFormat format : ReportFormat.values()) {
            final int weight = weight(format, ranges);
            if (weight > bestWeight) {
                best = format;
                bestWeight = weight;
            }
        }
        return best;
    }

    private static int weight(final ReportFormat format, final String[] ranges) {
        int weight = 0;
        int closest = NO_FIT;
        for (final String range : ranges) {
            final String[] parts = range.split(";", -1);
            final int fit = fit(format.mediaType(), parts[0].strip());
            if (fit > closest) {
                closest = fit;
                weight = weight(parts);
            }
        }
        return weight;
    }

    /** How closely a range names a type. */
    private static int fit(final String type, final String range) {
        if (range.equals(type)) {
            return 2;
        }
        if (range.equals(type.substring(0, type.indexOf('/')) + "/*")) {
            return 1;
        }
        return range.equals("*/*") ? 0 : NO_FIT;
    }

    /** In thousandths. What is no weight is taken as none said. */
    private static int weight(final String[] parts) {
        for (int i = 1; i < parts.length; i++) {
            final String parameter = parts[i].strip();
            if (parameter.matches("q=(0(\\.\\d{0,3})?|1(\\.0{0,3})?)")) {
                final String digits = (parameter.substring(2) + (parameter.contains(".") ? "000" : ".000"));
                final int point = digits.indexOf('.');
                return Integer.parseInt(digits.substring(0, point)) * FULL_WEIGHT
                        + Integer.parseInt(digits.substring(point + 1, point + 4));
            }
        }
        return FULL_WEIGHT;
    }
}
