package io.flashgate.gateway.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A stage goal of a sale, as an option says it: {@code UNITS=REWARD}.
 *
 * @param units  confirmed over the whole sale
 * @param reward what everybody gets
 */
record GoalDraft(long units, String reward) {

    ObjectNode json() {
        return Json.object().put("units", units).put("reward", reward);
    }

    /** Reads the option. */
    static final class Reader implements ITypeConverter<GoalDraft> {

        private static final Pattern GOAL = Pattern.compile("([0-9]{1,15})=(.+)");

        @Override
        public GoalDraft convert(final String text) {
            final Matcher goal = GOAL.matcher(text);
            if (!goal.matches()) {
                throw new TypeConversionException(
                        "found \"" + text + "\", expected UNITS=REWARD such as 300=free shipping");
            }
            return new GoalDraft(Long.parseLong(goal.group(1)), goal.group(2));
        }
    }
}
