package io.flashgate.journal.report;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * HTML and SVG, an element after another. Whatever is given as text or as an attribute's value is escaped here, so that there is no
 * place where it can be forgotten. One thread.
 */
final class Markup {

    private final StringBuilder markup = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();

    /**
     * Begins an element.
     *
     * @param namesAndValues of attributes, in turn
     */
    Markup open(final String tag, final String... namesAndValues) {
        begin(tag, namesAndValues);
        markup.append('>');
        open.push(tag);
        return this;
    }

    /** Ends the element that was begun last, which must be this one. */
    Markup close(final String tag) {
        final String begun = open.poll();
        if (!tag.equals(begun)) {
            throw new IllegalStateException("expected the end of " + begun + ", found that of " + tag);
        }
        markup.append("</").append(tag).append('>');
        return this;
    }

    /** As {@link #close}, and ends the line. */
    Markup end(final String tag) {
        close(tag);
        markup.append('\n');
        return this;
    }

    /** An element with nothing in it, as SVG has them. */
    Markup empty(final String tag, final String... namesAndValues) {
        begin(tag, namesAndValues);
        markup.append("/>");
        return this;
    }

    /** An HTML element that has no end. */
    Markup single(final String tag, final String... namesAndValues) {
        begin(tag, namesAndValues);
        markup.append(">\n");
        return this;
    }

    /** An element with nothing but text in it. */
    Markup element(final String tag, final String text, final String... namesAndValues) {
        return open(tag, namesAndValues).text(text).close(tag);
    }

    /** A text that comes from somebody else: it may run from right to left, and keeps that to itself. */
    Markup theirs(final String text) {
        return element("bdi", text);
    }

    Markup text(final String text) {
        for (int i = 0; i < text.length(); i++) {
            escape(text.charAt(i));
        }
        return this;
    }

    /** Our own style sheet, in which nothing is to be escaped. */
    Markup style(final String css) {
        markup.append("<style>\n").append(css).append("</style>\n");
        return this;
    }

    String document() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("not closed: " + open);
        }
        return "<!DOCTYPE html>\n" + markup;
    }

    private void begin(final String tag, final String... namesAndValues) {
        markup.append('<').append(tag);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            markup.append(' ').append(namesAndValues[i]).append("=\"");
            text(namesAndValues[i + 1]);
            markup.append('"');
        }
    }

    private void escape(final char c) {
        switch (c) {
            case '&' -> markup.append("&amp;");
            case '<' -> markup.append("&lt;");
            case '>' -> markup.append("&gt;");
            case '"' -> markup.append("&quot;");
            case '\'' -> markup.append("&#39;");
            default -> markup.append(Character.isISOControl(c) || c == '\uFFFE' || c == '\uFFFF' ? '\uFFFD' : c);
        }
    }
}
