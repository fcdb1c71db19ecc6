package io.flashgate.bench.load;

import org.agrona.collections.IntArrayQueue;

/** Says what a thread sends next, and when. For that thread. */
interface Feed {

    /** Nothing is due. */
    long NEVER = Long.MAX_VALUE;

    /** When the next request should go out, or should have gone; {@link #NEVER}. */
    long dueNanos(long nowNanos);

    /** The entry that is due. */
    int take();

    /** Whether nothing more will be due, or may be sent. */
    boolean isOver(long nowNanos);

    /** Nothing to send. */
    Feed SILENCE = new Feed() {
        @Override
        public long dueNanos(final long nowNanos) {
            return NEVER;
        }

        @Override
        public int take() {
            throw new IllegalStateException("nothing is due");
        }

        @Override
        public boolean isOver(final long nowNanos) {
            return true;
        }
    };

    /** Numbers new requests, with repeats between them when there are some. */
    final class Numbers {
        private final IntArrayQueue repeats;
        private final boolean mixesRepeats;
        private int next;

        /** @param repeats requests to be sent again; null: only new ones */
        Numbers(final IntArrayQueue repeats) {
            this.repeats = repeats;
            this.mixesRepeats = repeats != null;
        }

        int take() {
            if (mixesRepeats && !repeats.isEmpty()) {
                return Entry.repeat(repeats.pollInt());
            }
            if (next == Entry.MOST) {
                throw new IllegalStateException("more than " + Entry.MOST + " requests on one thread");
            }
            return next++;
        }
    }

    /** Open loop: by the schedule, whatever the server does. */
    final class Open implements Feed {
        private final Schedule schedule;
        private final Numbers numbers;
        private final long startNanos;
        private final long lastNanos;
        private long dueNanos;

        /** @param lastNanos what is not sent by then is never sent */
        Open(final Schedule schedule, final Numbers numbers, final long startNanos, final long lastNanos) {
            this.schedule = schedule;
            this.numbers = numbers;
            this.startNanos = startNanos;
            this.lastNanos = lastNanos;
            advance();
        }

        @Override
        public long dueNanos(final long nowNanos) {
            return dueNanos;
        }

        @Override
        public int take() {
            advance();
            return numbers.take();
        }

        @Override
        public boolean isOver(final long nowNanos) {
            return dueNanos == NEVER || nowNanos - lastNanos > 0;
        }

        /** Requests that were due by then and have not been sent. Ends the feed. */
        long unsent(final long untilNanos) {
            long unsent = 0;
            while (dueNanos != NEVER && dueNanos - untilNanos < 0) {
                unsent++;
                advance();
            }
            return unsent;
        }

        private void advance() {
            final long next = schedule.nextNanos();
            dueNanos = next == Schedule.NEVER ? NEVER : startNanos + next;
        }
    }

    /** Closed loop: now, always, until the end. */
    final class Closed implements Feed {
        private final Numbers numbers;
        private final long endNanos;

        Closed(final Numbers numbers, final long endNanos) {
            this.numbers = numbers;
            this.endNanos = endNanos;
        }

        @Override
        public long dueNanos(final long nowNanos) {
            return isOver(nowNanos) ? NEVER : nowNanos;
        }

        @Override
        public int take() {
            return numbers.take();
        }

        @Override
        public boolean isOver(final long nowNanos) {
            return nowNanos - endNanos >= 0;
        }
    }

    /** Looks at the sale, until the run begins: warms both sides up and sells nothing. */
    final class Looks implements Feed {
        private final long endNanos;

        Looks(final long endNanos) {
            this.endNanos = endNanos;
        }

        @Override
        public long dueNanos(final long nowNanos) {
            return isOver(nowNanos) ? NEVER : nowNanos;
        }

        @Override
        public int take() {
            return Entry.LOOK;
        }

        @Override
        public boolean isOver(final long nowNanos) {
            return nowNanos - endNanos >= 0;
        }
    }

    /** What must be asked again at the end: entries that stand in a queue. */
    final class Again implements Feed {
        private final IntArrayQueue entries;
        private final long endNanos;

        Again(final IntArrayQueue entries, final long endNanos) {
            this.entries = entries;
            this.endNanos = endNanos;
        }

        @Override
        public long dueNanos(final long nowNanos) {
            return entries.isEmpty() ? NEVER : nowNanos;
        }

        @Override
        public int take() {
            return entries.pollInt();
        }

        @Override
        public boolean isOver(final long nowNanos) {
            return entries.isEmpty() || nowNanos - endNanos > 0;
        }
    }
}
