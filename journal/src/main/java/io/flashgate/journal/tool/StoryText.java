package io.flashgate.journal.tool;

import io.flashgate.core.order.Outcome;
import io.flashgate.journal.Stamp;
import io.flashgate.journal.explain.BuyerStory;
import io.flashgate.journal.explain.Episode;
import io.flashgate.journal.explain.SaleFacts;
import io.flashgate.journal.sale.FollowedSale;
import io.flashgate.journal.sale.HttpAnswer;
import io.flashgate.journal.sale.OrderChange;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A buyer's story for people: a line for each thing that happened, and beneath it why. */
final class StoryText {

    private static final double NANOS_PER_SECOND = 1e9;
    private static final int THOUSAND = 1_000;

    /** What no journal says, however long one looks. */
    static final List<String> UNKNOWN = List.of(
            "Whether the buyer was among those who were answered without being sequenced (not open yet, sale over, unknown item,"
                    + " overloaded, …): they are counted for each sale, not for each buyer.",
            "Whether a request came again: with the same key it hears its first answer again, counted for the sale as REPEATED.",
            "Whether an answer that was decided has arrived.");

    private final PrintWriter out;

    StoryText(final PrintWriter out) {
        this.out = out;
    }

    void print(final BuyerStory story) {
        final long asked = story.episodes().stream()
                .filter(episode -> episode.request() != null)
                .count();
        final long orders = story.episodes().stream()
                .filter(episode -> episode.outcome().isOrder())
                .count();
        out.println(story.subject().buyerId() + ": " + count(asked, "request") + " decided, " + count(orders, "order")
                + (story.subject().saleId() == null
                        ? ""
                        : ", in sale " + story.subject().saleId()));
        for (final Episode episode : story.episodes()) {
            print(episode);
        }
        for (final SaleFacts facts : story.sales()) {
            print(facts);
        }
        out.println();
        out.println("What the journal cannot know:");
        UNKNOWN.forEach(unknown -> out.println("  * " + unknown));
    }

    private void print(final Episode episode) {
        out.println();
        out.println(Stamp.format(episode.timestampNanos()) + "  sequence " + number(episode.sequence()));
        if (episode.request() != null) {
            out.println("  asked:    " + lines(episode.request().lines()) + " in sale " + episode.saleId()
                    + (episode.request().group().isEmpty()
                            ? ""
                            : ", group " + episode.request().group())
                    + ", key " + episode.request().key());
            out.println("  answered: " + answer(episode));
            out.println("  why:      " + why(episode));
        } else {
            out.println("  order " + episode.order().orderId() + ": " + change(episode));
        }
    }

    private static String answer(final Episode episode) {
        final HttpAnswer answer = HttpAnswer.of(episode.outcome());
        if (!answer.isOrder()) {
            return answer.toString();
        }
        final OrderChange order = episode.order();
        final String units = order.parts().stream()
                .map(part -> part.quantity() + " × " + part.sku() + " at " + part.price())
                .collect(Collectors.joining(", "));
        return answer + " order " + order.orderId() + " " + order.status() + ", " + units + ", total " + order.total()
                + " " + order.sale().currency()
                + (order.holdExpiresAtNanos() == 0 ? "" : ", held until " + Stamp.format(order.holdExpiresAtNanos()));
    }

    /** In whole sentences. */
    static String why(final Episode episode) {
        final Episode.Request request = episode.request();
        final List<String> sentences = new ArrayList<>();
        sentences.add(place(request));
        if (episode.refusal() == null) {
            sentences.add("What was asked for was there: "
                    + request.lines().stream()
                            .map(line -> number(line.available()) + " × " + line.sku())
                            .collect(Collectors.joining(", "))
                    + ".");
        } else {
            addRefusal(episode, sentences);
        }
        return String.join(" ", sentences);
    }

    private static String place(final Episode.Request request) {
        final String inSale = "The " + ordinal(request.place()) + " request that was decided in the sale";
        final String ofItems = request.lines().stream()
                .filter(line -> line.place() != request.place())
                .map(line -> "the " + ordinal(line.place()) + " for " + line.sku())
                .collect(Collectors.joining(", "));
        return inSale + (ofItems.isEmpty() ? "" : ", " + ofItems) + ".";
    }

    private static void addRefusal(final Episode episode, final List<String> sentences) {
        final Episode.Refusal refusal = episode.refusal();
        final Episode.Line line =
                refusal.line() < 0 ? null : episode.request().lines().get(refusal.line());
        switch (episode.outcome()) {
            case SOLD_OUT -> {
                sentences.add("Nothing of " + line.sku() + " was available"
                        + (line.held() == 0 ? "." : "; " + number(line.held()) + " were held and not paid for yet."));
                sentences.add("The last unit went to sequence " + number(refusal.lastUnitSequence()) + ", "
                        + seconds(episode.timestampNanos() - refusal.lastUnitAtNanos()) + " before.");
            }
            case INSUFFICIENT_STOCK ->
                sentences.add(
                        "Only " + number(line.available()) + " of " + line.sku() + " " + wasOrWere(line.available())
                                + " available for the " + number(line.quantity()) + " asked for.");
            case HOLD_ATTEMPTS ->
                sentences.add("The buyer had taken " + count(refusal.has(), "hold") + " in the sale; the most is "
                        + refusal.limit() + ".");
            default ->
                sentences.add("The buyer had " + number(refusal.has()) + " of "
                        + (line == null ? "the sale's items" : line.sku()) + " and asked for "
                        + number(
                                line == null
                                        ? episode.request().lines().stream()
                                                .mapToLong(Episode.Line::quantity)
                                                .sum()
                                        : line.quantity())
                        + "; the most is " + number(refusal.limit()) + ".");
        }
    }

    private static String change(final Episode episode) {
        return switch (episode.outcome()) {
            case ORDER_CONFIRMED -> "paid for, CONFIRMED";
            case ORDER_CANCELLED -> "given back by the " + (episode.isByBuyer() ? "buyer" : "merchant") + ", CANCELLED";
            case HOLD_EXPIRED -> "not paid for in time, EXPIRED; its units went back";
            default ->
                "its payment has started; held until "
                        + Stamp.format(episode.order().holdExpiresAtNanos());
        };
    }

    private void print(final SaleFacts facts) {
        final FollowedSale sale = facts.sale();
        out.println();
        out.println("sale " + sale.definition().saleId() + ": "
                + Stamp.format(sale.definition().opensAtNanos()) + " to "
                + Stamp.format(sale.definition().closesAtNanos())
                + (sale.definition().rehearsal() ? ", a rehearsal" : ""));
        out.println("  " + count(sale.decided(), "request") + " decided, " + count(sale.orders(), "order"));
        for (int item = 0; item < sale.definition().items().size(); item++) {
            out.println("  " + sale.stock(item).item().sku() + ": "
                    + number(sale.stock(item).sold()) + " sold, "
                    + number(sale.stock(item).held()) + " held, "
                    + number(sale.stock(item).available())
                    + " available of " + number(sale.stock(item).item().stock()));
        }
        if (sale.soldOutSequence() > 0) {
            out.println("  every unit was confirmed with sequence " + number(sale.soldOutSequence()) + ", "
                    + Stamp.format(sale.soldOutAtNanos()));
        }
        if (sale.closedEarlySequence() > 0) {
            out.println("  the merchant closed it with sequence " + number(sale.closedEarlySequence()) + ", "
                    + Stamp.format(sale.closedEarlyAtNanos()));
        }
        if (!facts.unsequenced().isEmpty()) {
            out.println("  answered without being sequenced, all buyers: " + refusals(facts.unsequenced()));
        }
    }

    private static String refusals(final Map<Outcome, Long> counted) {
        return counted.entrySet().stream()
                .map(entry -> number(entry.getValue()) + " " + entry.getKey())
                .collect(Collectors.joining(", "));
    }

    private static String lines(final List<Episode.Line> lines) {
        return lines.stream().map(line -> line.quantity() + " × " + line.sku()).collect(Collectors.joining(", "));
    }

    private static String seconds(final long nanos) {
        return String.format(Locale.ROOT, "%.6f s", nanos / NANOS_PER_SECOND);
    }

    private static String wasOrWere(final long count) {
        return count == 1 ? "was" : "were";
    }

    static String count(final long count, final String noun) {
        return number(count) + " " + noun + (count == 1 ? "" : "s");
    }

    static String number(final long number) {
        return number < THOUSAND ? String.valueOf(number) : String.format(Locale.ROOT, "%,d", number);
    }

    /** 1st, 2nd, 3rd, 4th, 11th, 5,312th. */
    static String ordinal(final long number) {
        final long lastTwo = number % 100;
        final String end = lastTwo >= 11 && lastTwo <= 13
                ? "th"
                : switch ((int) (number % 10)) {
                    case 1 -> "st";
                    case 2 -> "nd";
                    case 3 -> "rd";
                    default -> "th";
                };
        return number(number) + end;
    }
}
