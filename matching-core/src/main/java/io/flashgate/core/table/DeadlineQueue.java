package io.flashgate.core.table;

import java.util.Arrays;

/**
 * Entries by their deadline, the earliest first; among equal deadlines the entry with the lowest number. So the order is that
 * of the entries alone, whatever happened before, and the same after a restart.
 *
 * <p>A heap with four children to a node (Donald B. Johnson, "Priority queues with update and finding minimum spanning trees",
 * 1975), and the place of each entry beside it. Whoever comes with a later deadline than everybody goes in at the end
 * without moving anybody: the usual case, since all holds of a sale last equally long. Anything else takes a logarithm of the
 * size. Bounded, made once, not thread-safe.
 */
public final class DeadlineQueue {

    private static final int CHILDREN = 4;
    private static final int ABSENT = -1;

    private final int[] heap;
    private final int[] places;
    private final long[] deadlines;
    private int size;

    /**
     * @param capacity entries are numbered from 0 to one below this
     */
    public DeadlineQueue(final int capacity) {
        heap = new int[capacity];
        places = new int[capacity];
        deadlines = new long[capacity];
        Arrays.fill(places, ABSENT);
    }

    public int size() {
        return size;
    }

    /** The earliest deadline, nanoseconds since the epoch; {@link Long#MAX_VALUE}: there is none. */
    public long nextNanos() {
        return size == 0 ? Long.MAX_VALUE : deadlines[heap[0]];
    }

    /** The entry with the earliest deadline; to be asked only while there is one. */
    public int next() {
        if (size == 0) {
            throw new IllegalStateException("no deadline is left");
        }
        return heap[0];
    }

    /** The deadline that an entry was given last, whether or not it still waits for it. */
    public long deadlineNanos(final int entry) {
        return deadlines[entry];
    }

    /** Adds an entry that is not waiting. */
    public void add(final int entry, final long deadlineNanos) {
        if (places[entry] != ABSENT) {
            throw new IllegalStateException("entry " + entry + " waits already");
        }
        deadlines[entry] = deadlineNanos;
        put(size++, entry);
        moveUp(places[entry]);
    }

    /** Notes the deadline that an entry had which waits no more. */
    public void note(final int entry, final long deadlineNanos) {
        deadlines[entry] = deadlineNanos;
    }

    /** Gives an entry that waits a later deadline. */
    public void postpone(final int entry, final long deadlineNanos) {
        final int place = placeOf(entry);
        if (deadlineNanos < deadlines[entry]) {
            throw new IllegalArgumentException(
                    "deadline: found " + deadlineNanos + ", expected " + deadlines[entry] + " or later");
        }
        deadlines[entry] = deadlineNanos;
        moveDown(place);
    }

    /** Takes out an entry that waits; its deadline can still be asked for. */
    public void remove(final int entry) {
        final int place = placeOf(entry);
        places[entry] = ABSENT;
        size--;
        if (place < size) {
            final int last = heap[size];
            put(place, last);
            moveDown(place);
            moveUp(places[last]);
        }
    }

    private int placeOf(final int entry) {
        final int place = places[entry];
        if (place == ABSENT) {
            throw new IllegalStateException("entry " + entry + " does not wait");
        }
        return place;
    }

    private void moveUp(final int from) {
        final int entry = heap[from];
        int place = from;
        while (place > 0) {
            final int parent = (place - 1) / CHILDREN;
            if (!isBefore(entry, heap[parent])) {
                break;
            }
            put(place, heap[parent]);
            place = parent;
        }
        put(place, entry);
    }

    private void moveDown(final int from) {
        final int entry = heap[from];
        int place = from;
        while (true) {
            final int child = earliestChild(place);
            if (child < 0 || !isBefore(heap[child], entry)) {
                break;
            }
            put(place, heap[child]);
            place = child;
        }
        put(place, entry);
    }

    private int earliestChild(final int place) {
        final int first = place * CHILDREN + 1;
        if (first >= size) {
            return ABSENT;
        }
        final int end = Math.min(first + CHILDREN, size);
        int earliest = first;
        for (int child = first + 1; child < end; child++) {
            if (isBefore(heap[child], heap[earliest])) {
                earliest = child;
            }
        }
        return earliest;
    }

    private void put(final int place, final int entry) {
        heap[place] = entry;
        places[entry] = place;
    }

    private boolean isBefore(final int entry, final int other) {
        return deadlines[entry] < deadlines[other] || deadlines[entry] == deadlines[other] && entry < other;
    }
}
