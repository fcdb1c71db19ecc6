package io.flashgate.gateway.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a PromQL expression selects: enough of the language to find the names in dashboards and alert rules. */
final class PromQl {

    private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\((.*), *([a-zA-Z_]\\w*)\\)");
    private static final Pattern TOKEN = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\""
            + "|\\$?[a-zA-Z_:][a-zA-Z0-9_:]*"
            + "|\\[[^]]*]"
            + "|[0-9.]+(?:e[0-9]+)?[smhd]?"
            + "|=~|!~|!=|==|<=|>=|[-+*/%^(){}<>=,]");
    private static final Set<String> OPERATORS = Set.of("or", "and", "unless", "bool", "offset");
    private static final Set<String> LABEL_LISTS =
            Set.of("by", "without", "on", "ignoring", "group_left", "group_right");

    /** A metric with its matchers: {@code name{label operator "value", …}}. */
    record Selector(String metric, Map<String, String> equal, Set<String> labels) {}

    private final List<String> tokens = new ArrayList<>();
    private final List<Selector> selectors = new ArrayList<>();
    private final Set<String> grouped = new HashSet<>();
    private int at;

    private PromQl(final String text) {
        final Matcher values = LABEL_VALUES.matcher(text);
        final String expression = values.matches() ? values.group(1) : text;
        if (values.matches()) {
            grouped.add(values.group(2));
        }
        final Matcher token = TOKEN.matcher(expression);
        int end = 0;
        while (token.find()) {
            if (!expression.substring(end, token.start()).isBlank()) {
                throw new IllegalArgumentException(
                        "not understood before position " + token.start() + ": " + expression);
            }
            tokens.add(token.group());
            end = token.end();
        }
        if (!expression.substring(end).isBlank()) {
            throw new IllegalArgumentException("not understood from position " + end + ": " + expression);
        }
        while (at < tokens.size()) {
            readPart();
        }
    }

    static PromQl parse(final String expression) {
        return new PromQl(expression);
    }

    List<Selector> selectors() {
        return selectors;
    }

    /** Labels that results are grouped by. */
    Set<String> grouped() {
        return grouped;
    }

    private void readPart() {
        final String word = tokens.get(at++);
        if (!Character.isLetter(word.charAt(0)) && word.charAt(0) != '_' || OPERATORS.contains(word)) {
            return;
        }
        if (LABEL_LISTS.contains(word)) {
            expect("(");
            for (String label = tokens.get(at++); !label.equals(")"); label = tokens.get(at++)) {
                if (!label.equals(",")) {
                    grouped.add(label);
                }
            }
        } else if (at < tokens.size() && tokens.get(at).equals("{")) {
            readMatchers(word);
        } else if (!isFunction()) {
            selectors.add(new Selector(word, Map.of(), Set.of()));
        }
    }

    /** {@code rate(}, and {@code sum by (le) (}. */
    private boolean isFunction() {
        return at < tokens.size() && (tokens.get(at).equals("(") || LABEL_LISTS.contains(tokens.get(at)));
    }

    private void readMatchers(final String metric) {
        final Map<String, String> equal = new HashMap<>();
        final Set<String> labels = new HashSet<>();
        expect("{");
        while (!tokens.get(at).equals("}")) {
            final String label = tokens.get(at++);
            final String operator = tokens.get(at++);
            final String value = tokens.get(at++);
            labels.add(label);
            if (operator.equals("=") && !value.contains("$")) {
                equal.put(label, value.substring(1, value.length() - 1));
            }
            if (tokens.get(at).equals(",")) {
                at++;
            }
        }
        expect("}");
        selectors.add(new Selector(metric, equal, labels));
    }

    private void expect(final String token) {
        if (!tokens.get(at++).equals(token)) {
            throw new IllegalArgumentException("expected " + token + ", found " + tokens.get(at - 1) + " in " + tokens);
        }
    }
}
