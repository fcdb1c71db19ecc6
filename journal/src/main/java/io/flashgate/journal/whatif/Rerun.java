package io.flashgate.journal.whatif;

import io.flashgate.core.CommandView;
import io.flashgate.core.CoreLimits;
import io.flashgate.core.order.Decision;
import io.flashgate.core.order.Outcome;
import io.flashgate.core.order.PurchaseView;
import io.flashgate.core.protocol.CancelOrderDecoder;
import io.flashgate.core.protocol.CloseSaleDecoder;
import io.flashgate.core.protocol.ConfirmOrderDecoder;
import io.flashgate.core.protocol.CountGateRefusalsDecoder;
import io.flashgate.core.protocol.DefineSaleDecoder;
import io.flashgate.core.protocol.ExtendHoldDecoder;
import io.flashgate.core.protocol.FoundLogDecoder;
import io.flashgate.core.protocol.PurchaseDecoder;
import io.flashgate.core.sale.Sale;
import io.flashgate.core.sale.SaleDefinition;
import io.flashgate.core.sale.Stock;
import io.flashgate.journal.JournalRecords;
import io.flashgate.journal.sale.FollowedSale;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Goes through the records of one sale: beside what was decided it has another core decide, and compares. */
final class Rerun {

    private final byte[] saleId;
    private final List<RuleChange> rules;
    private final WhatIf.Assumption assumption;
    private final int most;
    private final OtherSale other;
    private final CommandView command = new CommandView();

    private FollowedSale followed;
    private long revenue;
    private long expired;
    private long gained;
    private long lost;
    private long otherwise;
    private long latePayments;
    private final List<ChangedAnswer> changes = new ArrayList<>();
    private final Map<Outcome, Long> unsequenced = new EnumMap<>(Outcome.class);

    Rerun(
            final String saleId,
            final List<RuleChange> rules,
            final WhatIf.Assumption assumption,
            final int most,
            final CoreLimits limits) {
        this.saleId = saleId.getBytes(StandardCharsets.UTF_8);
        this.rules = rules;
        this.assumption = assumption;
        this.most = most;
        other = new OtherSale(saleId, limits);
    }

    void onRecord(final JournalRecords record) {
        command.wrap(record.command(), record.commandOffset());
        if (command.templateId() == FoundLogDecoder.TEMPLATE_ID) {
            other.found(record);
        }
        if (!command.isOfSale(saleId)) {
            return;
        }
        if (command.templateId() == DefineSaleDecoder.TEMPLATE_ID) {
            final SaleDefinition definition = command.definition();
            followed = new FollowedSale(definition, true);
            other.define(RuleChange.applyAll(rules, definition), record.timestampNanos());
            return;
        }
        if (followed.follow(record, command)) {
            countFate(record.outcome());
        }
        switch (command.templateId()) {
            case PurchaseDecoder.TEMPLATE_ID -> compare(record, other.decide(record));
            case CloseSaleDecoder.TEMPLATE_ID -> other.decide(record);
            case ConfirmOrderDecoder.TEMPLATE_ID -> {
                final Outcome would = other.change(record, command);
                latePayments += would == Outcome.ORDER_CONFIRMED || would == Outcome.ORDER_UNCHANGED ? 0 : 1;
            }
            case CancelOrderDecoder.TEMPLATE_ID, ExtendHoldDecoder.TEMPLATE_ID -> other.change(record, command);
            case CountGateRefusalsDecoder.TEMPLATE_ID -> count();
            default -> {
                // What is due is due by the other rules, and said by the other core.
            }
        }
    }

    WhatIf result(final long lastSequence, final long lastNanos) {
        other.advanceTo(lastNanos);
        final SaleDefinition was = followed.definition();
        final Sale would = other.sale();
        return new WhatIf(
                was,
                would.definition(),
                new Outlook(
                        followed.phaseAt(lastNanos).name(),
                        was.opensAtNanos(),
                        followed.orders(),
                        expired,
                        revenue,
                        itemsBefore()),
                new Outlook(
                        would.phase().name(),
                        would.opensAtNanos(),
                        would.orders(),
                        other.expired(),
                        other.revenue(),
                        itemsAfter(would)),
                followed.decided(),
                gained,
                lost,
                otherwise,
                latePayments,
                changes,
                unsequenced,
                lastSequence);
    }

    private void countFate(final Outcome outcome) {
        if (outcome == Outcome.ACCEPTED || outcome == Outcome.ORDER_CONFIRMED) {
            for (int part = 0; part < followed.partCount(); part++) {
                revenue += followed.partPrice(part) * followed.partQuantity(part);
            }
        }
        expired += outcome == Outcome.HOLD_EXPIRED ? 1 : 0;
    }

    private void compare(final JournalRecords record, final Decision decision) {
        final Outcome was = record.outcome();
        final Outcome would = decision.outcome();
        if (would == Outcome.OVERLOADED) {
            throw new IllegalStateException(
                    "a core that is large enough says " + would + " at sequence=" + record.sequence());
        }
        if (was.isOrder() != would.isOrder() || !was.isOrder() && was != would) {
            final ChangedAnswer change = new ChangedAnswer(
                    record.sequence(),
                    record.timestampNanos(),
                    command.text(
                            command.purchase().buyerIdOffset(),
                            command.purchase().buyerIdLength()),
                    command.text(
                            command.purchase().keyOffset(), command.purchase().keyLength()),
                    wish(command.purchase()),
                    was,
                    would);
            gained += change.isGained() ? 1 : 0;
            lost += change.isLost() ? 1 : 0;
            otherwise += change.isGained() || change.isLost() ? 0 : 1;
            if (changes.size() < most) {
                changes.add(change);
            }
        }
        // An order that was sold at once was paid for; of one that was none nobody knows.
        if (would == Outcome.HELD
                && (was == Outcome.ACCEPTED || !was.isOrder() && assumption == WhatIf.Assumption.NEW_HOLDS_ARE_PAID)) {
            other.payNow(decision.orderNumber(), record.timestampNanos());
        }
    }

    private String wish(final PurchaseView purchase) {
        final StringBuilder text = new StringBuilder();
        for (int line = 0; line < purchase.lineCount(); line++) {
            text.append(line == 0 ? "" : ", ").append(purchase.quantity(line)).append(" × ");
            text.append(command.text(purchase.skuOffset(line), purchase.skuLength(line)));
        }
        return text.toString();
    }

    private void count() {
        for (final CountGateRefusalsDecoder.CountsDecoder count :
                command.refusals().counts()) {
            final Outcome reason = Outcome.findByCode(count.outcome());
            if (reason != null) {
                unsequenced.merge(reason, count.requests(), Long::sum);
            }
        }
    }

    private List<ItemOutlook> itemsBefore() {
        final List<ItemOutlook> items = new ArrayList<>();
        for (int item = 0; item < followed.definition().items().size(); item++) {
            items.add(outlook(followed.stock(item), followed.lastUnitSequence(item), followed.lastUnitAtNanos(item)));
        }
        return items;
    }

    private List<ItemOutlook> itemsAfter(final Sale sale) {
        final List<ItemOutlook> items = new ArrayList<>();
        for (int item = 0; item < sale.definition().items().size(); item++) {
            items.add(outlook(sale.stock(item), other.lastUnitSequence(item), other.lastUnitAtNanos(item)));
        }
        return items;
    }

    private static ItemOutlook outlook(final Stock stock, final long goneSequence, final long goneAtNanos) {
        final boolean isGone = stock.available() == 0;
        return new ItemOutlook(
                stock.item().sku(),
                stock.item().stock(),
                stock.available(),
                stock.held(),
                stock.sold(),
                isGone ? goneSequence : 0,
                isGone ? goneAtNanos : 0);
    }
}
