package io.flashgate.bench.compare;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the line of figures that a measurement in a JVM of its own prints. */
final class PrintedFigures {

    private static final Pattern FIGURE = Pattern.compile("([a-z0-9-]+)=([0-9.-]+)");

    private PrintedFigures() {}

    /**
     * The figures in the line that begins with a name; each is called by that name, a hyphen, and its own one.
     *
     * @throws CompareException if there is no such line
     */
    static Map<String, Double> of(final String name, final String said) {
        final String line = said.lines()
                .filter(each -> each.startsWith(name + ' '))
                .findFirst()
                .orElseThrow(() -> new CompareException(name + ": expected a line of figures, found " + said));
        final Map<String, Double> figures = new LinkedHashMap<>();
        final Matcher figure = FIGURE.matcher(line);
        while (figure.find()) {
            figures.put(name + '-' + figure.group(1), Double.parseDouble(figure.group(2)));
        }
        return figures;
    }
}
