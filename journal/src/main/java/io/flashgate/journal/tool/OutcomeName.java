package io.flashgate.journal.tool;

import io.flashgate.core.order.Outcome;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a sequenced outcome from the command line: {@code SOLD_OUT}, {@code sold-out}. */
final class OutcomeName implements ITypeConverter<Outcome> {

    @Override
    public Outcome convert(final String text) {
        final String wanted = text.toUpperCase(Locale.ROOT).replace('-', '_');
        return Arrays.stream(Outcome.values())
                .filter(outcome -> outcome.isSequenced() && outcome.name().equals(wanted))
                .findFirst()
                .orElseThrow(
                        () -> new TypeConversionException("expected one of " + names() + ", found '" + text + "'"));
    }

    private static String names() {
        return Arrays.stream(Outcome.values())
                .filter(Outcome::isSequenced)
                .map(Outcome::name)
                .collect(Collectors.joining(", "));
    }
}
