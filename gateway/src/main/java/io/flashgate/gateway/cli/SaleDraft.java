package io.flashgate.gateway.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** A sale put together from options, as the JSON that the admin plane takes. */
final class SaleDraft {

    @Option(names = "--title", paramLabel = "TEXT", description = "What people read.")
    private String title;

    @Option(
            names = "--opens-at",
            paramLabel = "TIME",
            converter = Moment.class,
            description = "RFC 3339 such as 2026-11-27T12:00:00Z (default: now).")
    private Instant opensAt;

    @Option(
            names = "--closes-at",
            paramLabel = "TIME",
            converter = Moment.class,
            description = "RFC 3339; or say --for.")
    private Instant closesAt;

    @Option(
            names = "--for",
            paramLabel = "TIME",
            converter = Span.class,
            description = "How long the sale is open: 30m, 2h, PT30M.")
    private Duration openFor;

    @Option(
            names = "--currency",
            paramLabel = "CODE",
            required = true,
            description = "Three capital letters (ISO 4217).")
    private String currency;

    @Option(
            names = "--buyer-limit",
            paramLabel = "N",
            converter = Numbers.Units.class,
            description = "Units per buyer over the whole sale (default: no limit).")
    private Integer buyerLimit;

    @Option(
            names = "--item",
            paramLabel = "ITEM",
            required = true,
            converter = ItemDraft.Reader.class,
            description = {
                "sku=…,stock=…,price=…[,price-from-UNIT=…]…[,title=…][,limit=…][,list-price=…]",
                "Prices in minor units (9900 is 99.00), limit in units per buyer. With price-from-101=7900 the first 100 units"
                        + " cost the price, and the others 7900. Repeatable."
            })
    private List<ItemDraft> items = new ArrayList<>();

    @Option(
            names = "--group",
            paramLabel = "NAME",
            description = "A group that is admitted (default: everybody). Repeatable.")
    private List<String> groups = new ArrayList<>();

    @ArgGroup(exclusive = false)
    private HoldDraft hold;

    @Option(
            names = "--stage-goal",
            paramLabel = "UNITS=REWARD",
            converter = GoalDraft.Reader.class,
            description = "What everybody gets when so many units are sold. Repeatable, by units.")
    private List<GoalDraft> goals = new ArrayList<>();

    @Option(names = "--rehearsal", description = "Everything is as ever, and marked as not meant.")
    private boolean rehearsal;

    /**
     * @param now when the sale opens unless it was said
     * @throws Complaint if it is not said when the sale closes, or said twice
     */
    ObjectNode json(final Instant now) throws Complaint {
        if ((closesAt == null) == (openFor == null)) {
            throw Complaint.usage("closes-at: found " + (closesAt == null ? "neither" : "both")
                    + " --closes-at and --for, expected one of them");
        }
        final Instant opens = opensAt == null ? now : opensAt;
        final ObjectNode sale = Json.object();
        if (title != null) {
            sale.put("title", title);
        }
        sale.put("opensAt", opens.toString());
        sale.put("closesAt", (closesAt == null ? opens.plus(openFor) : closesAt).toString());
        sale.put("currency", currency);
        if (buyerLimit != null) {
            sale.put("buyerLimit", buyerLimit);
        }
        final ArrayNode list = sale.putArray("items");
        items.forEach(item -> list.add(item.json()));
        if (hold != null) {
            hold.writeTo(sale);
        }
        if (!goals.isEmpty()) {
            final ArrayNode reached = sale.putArray("stageGoals");
            goals.forEach(goal -> reached.add(goal.json()));
        }
        if (!groups.isEmpty()) {
            groups.forEach(sale.putArray("groups")::add);
        }
        if (rehearsal) {
            sale.put("rehearsal", true);
        }
        return sale;
    }

    /** A moment of RFC 3339. */
    static final class Moment implements ITypeConverter<Instant> {
        @Override
        public Instant convert(final String text) {
            try {
                return OffsetDateTime.parse(text).toInstant();
            } catch (final DateTimeException e) {
                throw new TypeConversionException(
                        "found \"" + text + "\", expected RFC 3339 such as 2026-11-27T12:00:00Z");
            }
        }
    }
}
