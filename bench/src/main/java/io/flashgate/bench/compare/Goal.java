package io.flashgate.bench.compare;

/**
 * One line of what is to be reached: a number, or the ratio of two, against a bound.
 *
 * @param what        for people
 * @param numerator   a number of {@link Results#number}
 * @param denominator another one, or null: the numerator is compared as it is
 * @param relation    which side of the bound is good
 * @param bound       the bound
 * @param unit        of the compared number, as it is printed behind it
 * @param onlyFull    measured by {@code --full} only
 */
record Goal(
        String what,
        String numerator,
        String denominator,
        Relation relation,
        double bound,
        String unit,
        boolean onlyFull) {

    /** Which side of the bound is good. */
    enum Relation {
        AT_LEAST("≥"),
        AT_MOST("≤");

        private final String sign;

        Relation(final String sign) {
            this.sign = sign;
        }

        String sign() {
            return sign;
        }
    }

    /** How it came out. */
    enum Verdict {
        REACHED("reached"),
        MISSED("MISSED"),
        NOT_MEASURED("not measured");

        private final String word;

        Verdict(final String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    /** The compared number; NaN: one of its parts was not measured. */
    double measured(final Results results) {
        final double value = results.number(numerator);
        return denominator == null ? value : value / results.number(denominator);
    }

    Verdict verdict(final Results results) {
        final double measured = measured(results);
        if (Double.isNaN(measured)) {
            // A run that could not keep its rate has been measured: it failed.
            return results.isMissedRate(numerator) ? Verdict.MISSED : Verdict.NOT_MEASURED;
        }
        final boolean holds = relation == Relation.AT_LEAST ? measured >= bound : measured <= bound;
        return holds ? Verdict.REACHED : Verdict.MISSED;
    }
}
