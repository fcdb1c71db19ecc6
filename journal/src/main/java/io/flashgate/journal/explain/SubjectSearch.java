package io.flashgate.journal.explain;

import io.flashgate.core.CommandView;
import io.flashgate.core.order.PurchaseView;
import io.flashgate.journal.JournalRecords;
import io.flashgate.journal.explain.Question.Kind;
import io.flashgate.journal.sale.OrderName;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds out whom a question is about, record by record, bytes compared with bytes. An order leads to its buyer, a key to whoever
 * used it.
 */
final class SubjectSearch {

    /** As many users of a key as are remembered. */
    private static final int MOST_USERS = 1_000;

    private static final int NAMED = 3;

    private record User(String buyerId, String saleId) {}

    private final Question question;
    private final byte[] text;
    private final byte[] saleId;
    private final byte[] buyerId;
    private final OrderName order;
    private final byte[] orderSale;

    private String orderedBy;
    private boolean isBuyer;
    private final Set<User> users = new LinkedHashSet<>();

    SubjectSearch(final Question question) {
        this.question = question;
        text = utf8(question.text());
        saleId = utf8(question.saleId());
        buyerId = utf8(question.buyerId());
        order = OrderName.find(question.text());
        orderSale = order == null ? null : utf8(order.saleId());
    }

    /** Whether nothing more can be found out. To be asked before a record is shown. */
    boolean isDone() {
        return question.kind() == Kind.ORDER && orderedBy != null;
    }

    /**
     * Looks at a record.
     *
     * @param command of the record
     */
    void onRecord(final JournalRecords record, final CommandView command) {
        if (command.isPurchase() && (saleId == null || command.isOfSale(saleId))) {
            look(record, command);
        }
    }

    private void look(final JournalRecords record, final CommandView command) {
        final PurchaseView purchase = command.purchase();
        if (wants(Kind.ORDER)
                && order != null
                && record.orderNumber() == order.number()
                && command.isOfSale(orderSale)) {
            orderedBy = command.text(purchase.buyerIdOffset(), purchase.buyerIdLength());
        }
        if (wants(Kind.BUYER) && !isBuyer && command.isText(purchase.buyerIdOffset(), purchase.buyerIdLength(), text)) {
            isBuyer = true;
        }
        if (wants(Kind.KEY)
                && users.size() < MOST_USERS
                && command.isText(purchase.keyOffset(), purchase.keyLength(), text)
                && (buyerId == null || command.isText(purchase.buyerIdOffset(), purchase.buyerIdLength(), buyerId))) {
            users.add(new User(command.text(purchase.buyerIdOffset(), purchase.buyerIdLength()), command.saleId()));
        }
    }

    private boolean wants(final Kind kind) {
        return question.kind() == kind || question.kind() == Kind.ANY;
    }

    /**
     * Whom the question is about, after every record was shown.
     *
     * @param lastSequence of them
     * @throws UnclearQuestionException if it is nobody's, or of several buyers
     */
    Subject decide(final long lastSequence) throws UnclearQuestionException {
        final Set<String> keyBuyers = new LinkedHashSet<>();
        users.forEach(user -> keyBuyers.add(user.buyerId()));
        final Set<String> all = new LinkedHashSet<>(keyBuyers);
        final List<String> readings = new ArrayList<>();
        if (orderedBy != null) {
            all.add(orderedBy);
            readings.add("an order of " + orderedBy);
        }
        if (isBuyer) {
            all.add(question.text());
            readings.add("a buyer");
        }
        if (!keyBuyers.isEmpty()) {
            readings.add("a key of " + names(keyBuyers));
        }
        if (all.isEmpty()) {
            throw new UnclearQuestionException(nobody(lastSequence));
        }
        if (all.size() > 1) {
            throw new UnclearQuestionException(
                    '"' + question.text() + "\" is " + String.join(", and ", readings) + ": " + howToAsk(readings));
        }
        if (orderedBy != null) {
            return new Subject(Kind.ORDER, orderedBy, order.saleId());
        }
        if (isBuyer) {
            return new Subject(Kind.BUYER, question.text(), question.saleId());
        }
        final User user = users.iterator().next();
        return new Subject(Kind.KEY, user.buyerId(), users.size() == 1 ? user.saleId() : question.saleId());
    }

    private String nobody(final long lastSequence) {
        final String what = switch (question.kind()) {
            case ORDER -> "no order";
            case BUYER -> "no buyer";
            case KEY -> "no key" + (question.buyerId() == null ? "" : " of " + question.buyerId());
            case ANY -> "no order, buyer or key";
        };
        return "the journal's " + lastSequence + " records name " + what + " \"" + question.text() + '"'
                + (question.saleId() == null ? "" : " in sale " + question.saleId())
                + "; what was refused without being sequenced is not in it";
    }

    private static String howToAsk(final List<String> readings) {
        return readings.size() == 1
                ? "say whose with --buyer"
                : "say which with --as order, --as buyer or --as key (with --buyer, whose)";
    }

    private static String names(final Set<String> buyers) {
        final String first = String.join(", ", buyers.stream().limit(NAMED).toList());
        final int more = buyers.size() - NAMED;
        return more <= 0 ? first : first + " and " + (buyers.size() >= MOST_USERS ? "many" : more) + " more";
    }

    private static byte[] utf8(final String string) {
        return string == null ? null : string.getBytes(StandardCharsets.UTF_8);
    }
}
