package io.flashgate.bench.load;

import io.flashgate.gateway.cli.Complaint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Makes a plan out of the options: what goes together, what is missing, and what only the server knows. */
final class Planner {

    private static final Duration USUAL_LENGTH = Duration.ofSeconds(30);
    private static final Duration USUAL_FLASH = Duration.ofMillis(50);
    private static final Duration USUAL_LOOKS = Duration.ofSeconds(1);
    private static final Duration LEAST_GRACE = Duration.ofMillis(50);
    private static final int USUAL_CONNECTIONS = 64;
    private static final int FLASH_CONNECTIONS = 1_000;
    private static final int BUYERS_PER_UNIT = 5;
    private static final int UNKNOWN = -1;

    private final LoadOptions options;
    private final Profile profile;
    private final List<String> warnings = new ArrayList<>();

    Planner(final LoadOptions options) {
        this.options = options;
        profile =
                options.profile != null ? options.profile : options.steps.isEmpty() ? Profile.CONSTANT : Profile.STEPS;
    }

    /** What the user should know before the run. */
    List<String> warnings() {
        return warnings;
    }

    /**
     * The plan.
     *
     * @throws Complaint naming the option that is missing or in the way, or why the sale cannot be bought from
     */
    LoadPlan plan() throws Complaint, InterruptedException {
        checkTogether();
        final SaleFacts facts = facts();
        final String sku = sku(facts);
        final long unitsLeft = unitsLeft(facts, sku);
        final long buyers = buyers(unitsLeft);
        final boolean isFlash = profile == Profile.FLASH;
        final int connections = options.connections != null
                ? options.connections
                : isFlash ? (int) Math.max(options.threads, Math.min(buyers, FLASH_CONNECTIONS)) : USUAL_CONNECTIONS;
        if (connections < options.threads) {
            throw Complaint.usage(
                    "--connections: found " + connections + ", expected at least one per thread, " + options.threads);
        }
        final Duration warmUp = options.warmUp != null ? options.warmUp : isFlash ? USUAL_LOOKS : Duration.ZERO;
        final List<Stage> stages = stages(buyers, isFlash ? Duration.ZERO : warmUp);
        return new LoadPlan(
                options.target.url(),
                options.target.address(),
                options.target.host(),
                options.target.path(),
                options.saleId,
                sku,
                options.quantity,
                List.copyOf(options.groups),
                List.copyOf(options.headers),
                profile,
                stages,
                isFlash ? Duration.ZERO : warmUp,
                isFlash ? warmUp : Duration.ZERO,
                buyers,
                connections,
                options.pipeline,
                options.threads,
                options.seed,
                options.run != null ? options.run : "load-" + Long.toString(System.currentTimeMillis(), 36),
                options.repeats,
                hasLedger(),
                unitsLeft,
                options.buyerLimit == null ? 0 : options.buyerLimit,
                options.answerDeadline,
                grace(stages),
                options.transport);
    }

    private boolean hasLedger() {
        return options.ledger == LoadOptions.Ledgering.ON;
    }

    private void checkTogether() throws Complaint {
        final boolean wantsRate = profile == Profile.CONSTANT || profile == Profile.POISSON;
        requireIf(wantsRate, options.rate != null, "--rate N/s");
        requireIf(profile == Profile.STEPS, !options.steps.isEmpty(), "--steps N/s:TIME,…");
        refuseIf(!wantsRate && options.rate != null, "--rate");
        refuseIf(profile != Profile.STEPS && !options.steps.isEmpty(), "--steps");
        refuseIf(profile != Profile.FLASH && options.within != null, "--within");
        refuseIf((profile == Profile.STEPS || profile == Profile.FLASH) && options.length != null, "--for");
        if (!hasLedger() && options.repeats > 0) {
            throw Complaint.usage("--repeats needs the ledger to compare with; found --ledger off");
        }
    }

    private void requireIf(final boolean applies, final boolean isThere, final String option) throws Complaint {
        if (applies && !isThere) {
            throw Complaint.usage("profile " + profile.word() + " needs " + option);
        }
    }

    private void refuseIf(final boolean isWrong, final String option) throws Complaint {
        if (isWrong) {
            throw Complaint.usage(option + " does not go with profile " + profile.word());
        }
    }

    private SaleFacts facts() throws Complaint, InterruptedException {
        final boolean isNeeded = options.sku == null
                || hasLedger() && options.stock == null
                || profile == Profile.FLASH && options.buyers == null && options.stock == null;
        return isNeeded ? SaleFacts.ask(options.target, options.saleId, options.headers) : new SaleFacts(List.of());
    }

    private String sku(final SaleFacts facts) throws Complaint {
        if (options.sku != null) {
            if (!facts.items().isEmpty() && facts.findItem(options.sku) == null) {
                throw Complaint.usage(
                        "--sku: found \"" + options.sku + "\", expected one of the sale's items: " + skus(facts));
            }
            return options.sku;
        }
        if (facts.items().size() == 1) {
            return facts.items().get(0).sku();
        }
        throw Complaint.usage(
                facts.items().isEmpty()
                        ? "the server does not say which items the sale has; say --sku"
                        : "the sale has several items; say --sku with one of " + skus(facts));
    }

    private static String skus(final SaleFacts facts) {
        return String.join(", ", facts.items().stream().map(SaleFacts.Item::sku).toList());
    }

    private long unitsLeft(final SaleFacts facts, final String sku) {
        if (options.stock != null) {
            return options.stock;
        }
        final SaleFacts.Item item = facts.findItem(sku);
        if (item == null && hasLedger()) {
            warnings.add(
                    "the server does not say how many units there are, so overselling is not checked; say --stock");
        }
        return item == null ? UNKNOWN : item.unitsLeft();
    }

    private long buyers(final long unitsLeft) throws Complaint {
        if (options.buyers != null) {
            return options.buyers;
        }
        if (profile != Profile.FLASH) {
            return 0;
        }
        if (unitsLeft < 1) {
            throw Complaint.usage(
                    unitsLeft == UNKNOWN
                            ? "profile flash needs --buyers, or --stock to send 5 per unit"
                            : "the sale has no units left; say --buyers to send some all the same");
        }
        return unitsLeft * BUYERS_PER_UNIT;
    }

    private Duration grace(final List<Stage> stages) {
        final long scheduleNanos = stages.stream().mapToLong(Stage::nanos).sum();
        return options.grace != null ? options.grace : LEAST_GRACE.plusNanos(scheduleNanos / 100);
    }

    private List<Stage> stages(final long buyers, final Duration warmUp) {
        final List<Stage> stages = new ArrayList<>();
        switch (profile) {
            case STEPS:
                stages.addAll(options.steps);
                break;
            case FLASH:
                // Half a request less, so that rounding never makes one more buyer.
                final Duration within = options.within == null ? USUAL_FLASH : options.within;
                stages.add(Stage.of((buyers - 0.5) * 1e9 / within.toNanos(), within));
                break;
            default:
                stages.add(Stage.of(
                        options.rate == null ? 0 : options.rate.perSecond(),
                        options.length == null ? USUAL_LENGTH : options.length));
                break;
        }
        if (!warmUp.isZero()) {
            stages.add(0, Stage.of(stages.get(0).perSecond(), warmUp));
        }
        return List.copyOf(stages);
    }
}
