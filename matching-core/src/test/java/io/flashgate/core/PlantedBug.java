package io.flashgate.core;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A mistake that somebody could have made: in one source file, some text in the place of another.
 *
 * @param name   what it gets wrong, in a few words
 * @param source the class, as its path below {@code io/flashgate/core}
 */
record PlantedBug(String name, String source, List<Edit> edits) {

    private record Edit(String right, String wrong) {

        /** However the formatter has broken the line. */
        Pattern place() {
            return Pattern.compile(
                    Stream.of(right.split(" ")).map(Pattern::quote).collect(Collectors.joining("\\s*")));
        }
    }

    /** A bug in the class whose path below {@code io/flashgate/core} this is. */
    static PlantedBug in(final String source, final String name) {
        return new PlantedBug(name, source, List.of());
    }

    /** What stands there, exactly once, wherever its lines are broken, and what will stand there. */
    PlantedBug instead(final String right, final String wrong) {
        final List<Edit> more = new ArrayList<>(edits);
        more.add(new Edit(right, wrong));
        return new PlantedBug(name, source, more);
    }

    /** The class's source file, below one of a module's source folders. */
    Path path() {
        return Path.of("io", "flashgate", "core", source + ".java");
    }

    /** The class's name without its package. */
    String simpleName() {
        return source.substring(source.lastIndexOf('/') + 1);
    }

    /**
     * The source with the bug in it.
     *
     * @throws AssertionError if the code is no longer what the bug was written for
     */
    String plant(final String code) {
        String planted = code;
        for (final Edit edit : edits) {
            final Matcher place = edit.place().matcher(planted);
            final int found = (int) place.results().count();
            if (found != 1) {
                throw new AssertionError('"' + name + "\" cannot be planted: expected once in " + source + ", found "
                        + found + " times: " + edit.right);
            }
            planted = place.reset().replaceFirst(Matcher.quoteReplacement(edit.wrong));
        }
        return planted;
    }

    @Override
    public String toString() {
        return name;
    }
}
