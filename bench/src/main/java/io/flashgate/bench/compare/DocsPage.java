package io.flashgate.bench.compare;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page of which people write one part and the comparison the other: what stands between {@code <!-- generated:NAME -->} and
 * {@code <!-- /generated:NAME -->} is replaced, the rest is left as it is.
 */
final class DocsPage {

    private static final Pattern BEGIN = Pattern.compile("<!-- generated:([a-z-]+) -->");

    private DocsPage() {}

    /**
     * The page with its generated parts replaced.
     *
     * @param parts by name; must be exactly those that the page has
     * @throws IllegalArgumentException if a part is missing on either side, comes twice or has no end
     */
    static String replace(final String page, final Map<String, String> parts) {
        final Set<String> missing = new TreeSet<>(parts.keySet());
        final StringBuilder result = new StringBuilder();
        final Matcher begin = BEGIN.matcher(page);
        int at = 0;
        while (begin.find(at)) {
            final String name = begin.group(1);
            final String end = "<!-- /generated:" + name + " -->";
            final int endAt = page.indexOf(end, begin.end());
            if (!missing.remove(name)) {
                throw new IllegalArgumentException("expected each of " + parts.keySet() + " once, found " + name
                        + (parts.containsKey(name) ? " again" : ""));
            }
            if (endAt < 0) {
                throw new IllegalArgumentException("expected " + end + ", found none");
            }
            result.append(page, at, begin.end())
                    .append("\n\n")
                    .append(parts.get(name).strip())
                    .append("\n\n")
                    .append(end);
            at = endAt + end.length();
        }
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("expected generated parts " + missing + " in the page, found none");
        }
        return result.append(page.substring(at)).toString();
    }
}
