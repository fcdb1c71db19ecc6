package io.flashgate.gateway.cli;

import io.flashgate.core.sale.SaleDefinition.HoldDefinition;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Options that are a whole number within bounds. The bounds of the core's tables are those of its own limits. */
public final class Numbers {

    private Numbers() {}

    /** A whole number, {@code least} to {@code most}. */
    public abstract static class Whole implements ITypeConverter<Integer> {

        private final int least;
        private final int most;

        protected Whole(final int least, final int most) {
            this.least = least;
            this.most = most;
        }

        @Override
        public Integer convert(final String text) {
            try {
                final int value = Integer.parseInt(text);
                if (value >= least && value <= most) {
                    return value;
                }
            } catch (final NumberFormatException e) {
                // Not a number, or none that fits: the same complaint.
            }
            throw new TypeConversionException(
                    "found \"" + text + "\", expected a whole number from " + least + " to " + most);
        }
    }

    static final class Sales extends Whole {
        Sales() {
            super(1, 65_536);
        }
    }

    static final class Answers extends Whole {
        Answers() {
            super(1, 100_000_000);
        }
    }

    static final class Orders extends Whole {
        Orders() {
            super(1, 50_000_000);
        }
    }

    static final class Group extends Whole {
        Group() {
            super(1, 1 << 20);
        }
    }

    static final class Groups extends Whole {
        Groups() {
            super(1, 65_536);
        }
    }

    static final class EventLoops extends Whole {
        EventLoops() {
            super(1, 256);
        }
    }

    /** 1–1,000,000 of them. */
    public static final class Connections extends Whole {
        public Connections() {
            super(1, 1_000_000);
        }
    }

    static final class Port extends Whole {
        Port() {
            super(0, 65_535);
        }
    }

    static final class Crowd extends Whole {
        Crowd() {
            super(1, 1_000_000);
        }
    }

    /** 1 or more, as far as an int goes. */
    public static final class Units extends Whole {
        public Units() {
            super(1, Integer.MAX_VALUE);
        }
    }

    static final class Attempts extends Whole {
        Attempts() {
            super(1, HoldDefinition.MAX_ATTEMPTS);
        }
    }

    /** A whole number from 0 on, or {@code off}, which is 0. */
    static final class SnapshotEvery implements ITypeConverter<Long> {

        private static final long MOST = 1_000_000_000_000L;

        @Override
        public Long convert(final String text) {
            if (text.equals("off")) {
                return 0L;
            }
            try {
                final long value = Long.parseLong(text);
                if (value >= 0 && value <= MOST) {
                    return value;
                }
            } catch (final NumberFormatException e) {
                // Not a number, or none that fits: the same complaint.
            }
            throw new TypeConversionException(
                    "found \"" + text + "\", expected a number of records from 1 to " + MOST + ", 0 or off");
        }
    }

    /** A power of two, 2–1,048,576. */
    static final class RingSize implements ITypeConverter<Integer> {
        @Override
        public Integer convert(final String text) {
            try {
                final int value = Integer.parseInt(text);
                if (value >= 2 && value <= 1 << 20 && Integer.bitCount(value) == 1) {
                    return value;
                }
            } catch (final NumberFormatException e) {
                // Not a number, or none that fits: the same complaint.
            }
            throw new TypeConversionException("found \"" + text + "\", expected a power of two from 2 to 1048576");
        }
    }
}
