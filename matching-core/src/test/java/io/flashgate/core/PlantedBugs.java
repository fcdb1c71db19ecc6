package io.flashgate.core;

import java.util.List;

/** The list of bugs that a storm must find, from holds to recovery. */
final class PlantedBugs {

    private static final String SALE = "sale/Sale";
    private static final String STOCK = "sale/Stock";
    private static final String SALE_TABLE = "sale/SaleTable";
    private static final String PURCHASE_DESK = "order/PurchaseDesk";
    private static final String HOLD_DESK = "order/HoldDesk";
    private static final String FORGET_DESK = "order/ForgetDesk";
    private static final String ORDER_TABLE = "order/OrderTable";
    private static final String ANSWER_TABLE = "order/AnswerTable";
    private static final String IDENTITY_HASH = "order/IdentityHash";
    private static final String DEADLINE_QUEUE = "table/DeadlineQueue";
    private static final String RECOVERY = "Recovery";

    static final List<PlantedBug> ALL = List.of(
            PlantedBug.in(HOLD_DESK, "a confirm exactly at the hold's deadline is taken")
                    .instead(
                            "timestampNanos < orders.deadlineNanos(row) ? ifHeld",
                            "timestampNanos < orders.deadlineNanos(row) + (ifHeld == Outcome.ORDER_CONFIRMED ? 1 : 0) ? ifHeld"),
            PlantedBug.in(HOLD_DESK, "a cancel exactly at the hold's deadline is taken")
                    .instead(
                            "timestampNanos < orders.deadlineNanos(row) ? ifHeld",
                            "timestampNanos < orders.deadlineNanos(row) + (ifHeld == Outcome.ORDER_CANCELLED ? 1 : 0) ? ifHeld"),
            PlantedBug.in(HOLD_DESK, "a hold expires a nanosecond early")
                    .instead(
                            "|| timestampNanos < orders.deadlineNanos(row)",
                            "|| timestampNanos < orders.deadlineNanos(row) - 1"),
            PlantedBug.in(SALE, "sells exactly at closesAt")
                    .instead(
                            "return phase.isOver() || timestampNanos >= closesAtNanos;",
                            "return phase.isOver() || timestampNanos > closesAtNanos;"),
            PlantedBug.in(PURCHASE_DESK, "sells a nanosecond before opensAt")
                    .instead("timestampNanos < sale.opensAtNanos()", "timestampNanos < sale.opensAtNanos() - 1"),
            PlantedBug.in(SALE_TABLE, "a tick skips the sale that was created first")
                    .instead(
                            "for (int i = 0; i < ids.size(); i++) { sales[i].advanceTo(timestampNanos);",
                            "for (int i = 1; i < ids.size(); i++) { sales[i].advanceTo(timestampNanos);"),
            PlantedBug.in(HOLD_DESK, "the sale's limit is not given back on cancel")
                    .instead(
                            "giveBack(sale, row, BuyerTable.WHOLE_SALE, units);",
                            "if (status != OrderStatus.CANCELLED) giveBack(sale, row, BuyerTable.WHOLE_SALE, units);"),
            PlantedBug.in(HOLD_DESK, "the item's limit is not given back on expiry")
                    .instead(
                            "if (sale.stock(item).buyerLimit() > 0) {",
                            "if (sale.stock(item).buyerLimit() > 0 && status != OrderStatus.EXPIRED) {"),
            PlantedBug.in(PURCHASE_DESK, "a retry decides again")
                    .instead("if (earlier != AnswerTable.NOT_FOUND) {", "if (earlier > 0) {"),
            PlantedBug.in(PURCHASE_DESK, "a key used again for something else is not noticed")
                    .instead("if (answers.isSameRequest(earlier, purchase)) {", "if (earlier >= 0) {"),
            PlantedBug.in(PURCHASE_DESK, "a retry of a hold hears what has become of it instead of its first answer")
                    .instead(
                            "if (decision.answer() == Outcome.HELD) { decision.status( OrderStatus.HELD,",
                            "if (decision.answer() == Outcome.HELD) { decision.status("
                                    + " orders.status(orders.find(sale, decision.orderNumber())),"),
            PlantedBug.in(IDENTITY_HASH, "a basket in another order is another request")
                    .instead("while (place > 0 &&", "while (place > 1 &&"),
            PlantedBug.in(SALE, "a released unit is sold after the close")
                    .instead(
                            "private void settle() { if (phase.isOver()) {",
                            "private void settle() { if (phase == Phase.SOLD_OUT) {"),
            PlantedBug.in(STOCK, "a released unit comes back at the current tier's price")
                    .instead(
                            "endHold(tier, quantity); tierAvailable[tier] += quantity;",
                            "endHold(tier, quantity); tierAvailable[available > 0 ? nextTier() : tier] += quantity;"),
            PlantedBug.in(PURCHASE_DESK, "an order over several tiers pays the first unit's price for all")
                    .instead(
                            "decision.addPart(item, tier, taken, stock.price(tier));",
                            "decision.addPart(item, tier, taken,"
                                    + " left == purchase.quantity(line) ? stock.price(tier) : decision.unitPrice());"),
            PlantedBug.in(STOCK, "a tier begins one unit late")
                    .instead(
                            "tierAvailable[tier - 1] += next.fromUnit() - 1;",
                            "tierAvailable[tier - 1] += next.fromUnit();")
                    .instead("tierAvailable[tier] = 1 - next.fromUnit();", "tierAvailable[tier] = -next.fromUnit();"),
            PlantedBug.in(SALE, "goals count held units")
                    .instead(
                            "soldUnits >= goalUnits[goalsReached]", "soldUnits + heldUnits >= goalUnits[goalsReached]"),
            PlantedBug.in(SALE, "a goal is reached a second time")
                    .instead(
                            "private void reachGoals(final long orderNumber) {",
                            "private void reachGoals(final long orderNumber) {"
                                    + " if (goalsReached > 0 && soldUnits == goalUnits[goalsReached - 1]) {"
                                    + " goalsReached--; digest.replace(goalTerm(goalsReached), 0); }"),
            PlantedBug.in(SALE, "an order reaches one goal at most")
                    .instead(
                            "while (goalsReached < goalUnits.length && soldUnits",
                            "if (goalsReached < goalUnits.length && soldUnits"),
            PlantedBug.in(PURCHASE_DESK, "a basket is partly filled")
                    .instead(
                            "if (stock.available() < purchase.quantity(line)) {",
                            "if (line == 0 && stock.available() < purchase.quantity(line)) {")
                    .instead(
                            "int left = purchase.quantity(line);",
                            "int left = (int) Math.min(purchase.quantity(line), stock.available());")
                    .instead(
                            "long left = purchase.quantity(line);",
                            "long left = Math.min(purchase.quantity(line), stock.available());"),
            PlantedBug.in(PURCHASE_DESK, "a basket's limit is checked line by line")
                    .instead(
                            "buyers.units(saleUnits) + units > sale.buyerLimit()",
                            "buyers.units(saleUnits) + purchase.quantity(purchase.lineCount() - 1) > sale.buyerLimit()"),
            PlantedBug.in(PURCHASE_DESK, "attempts are not counted")
                    .instead("isHeld ? BuyerTable.ONE_HOLD : 0;", "isHeld ? 0 : 0;"),
            PlantedBug.in(DEADLINE_QUEUE, "holds expire in the order of the table")
                    .instead(
                            "return deadlines[entry] < deadlines[other] || deadlines[entry] == deadlines[other] && entry < other;",
                            "return entry < other;"),
            PlantedBug.in(DEADLINE_QUEUE, "a hold that ended out of turn leaves the queue untidy")
                    .instead("put(place, last); moveDown(place); moveUp(places[last]);", "put(place, last);"),
            PlantedBug.in(HOLD_DESK, "an extension is given twice")
                    .instead(
                            "return orders.isExtended(row) ? Outcome.ORDER_UNCHANGED : Outcome.HOLD_EXTENDED;",
                            "return Outcome.HOLD_EXTENDED;"),
            PlantedBug.in(HOLD_DESK, "anybody may cancel anybody's order")
                    .instead(
                            "!orders.isOf(row, buyer0, buyer1)) { row = -1;",
                            "!orders.isOf(row, buyer0, buyer1)) { row = row + 0;"),
            PlantedBug.in(SALE, "is sold out although a hold is open")
                    .instead(
                            "phase = heldUnits > 0 ? Phase.HELD_OUT : Phase.SOLD_OUT;",
                            "phase = heldUnits > 1 ? Phase.HELD_OUT : Phase.SOLD_OUT;"),
            PlantedBug.in(SALE, "stays held out when units come back")
                    .instead(
                            "if (availableUnits > 0) { phase = Phase.OPEN;",
                            "if (availableUnits > 0) { phase = phase == Phase.HELD_OUT ? phase : Phase.OPEN;"),
            PlantedBug.in(HOLD_DESK, "the next deadline is not looked up again when a hold ends")
                    .instead(
                            "sale.stock(decision.partItem(part))); } sales.noticeDeadline(sale, dueBeforeNanos);",
                            "sale.stock(decision.partItem(part))); } sales.noticeDeadline(sale, sale.nextDeadlineNanos());"),
            PlantedBug.in(ORDER_TABLE, "the digest misses the end of a hold")
                    .instead(
                            "| statuses[row] & EXTENDED); digest.replace(before, holdTerm(row));",
                            "| statuses[row] & EXTENDED); digest.replace(before, before);"),
            PlantedBug.in(ANSWER_TABLE, "a remembered refusal loses its number")
                    .instead("pack(at, decision.units(), home", "pack(at, 0L, home"),
            PlantedBug.in(FORGET_DESK, "answers are forgotten a nanosecond early")
                    .instead("sale.sealedAtNanos() < retention", "sale.sealedAtNanos() < retention - 1"),
            PlantedBug.in(SALE, "the time to forget runs from the close, though holds are open")
                    .instead(
                            "sealedAtNanos == NOT_SEALED && isSealed()",
                            "sealedAtNanos == NOT_SEALED && phase.isOver()"),
            PlantedBug.in(ANSWER_TABLE, "a forgotten answer is still told again")
                    .instead("index.remove(home(at), entries[at], entry);", ""),
            PlantedBug.in(ANSWER_TABLE, "forgetting goes on into the answers of another sale")
                    .instead(
                            "told, newest[saleIndex], decision.orderNumber()",
                            "told, size - 1, decision.orderNumber()"),
            PlantedBug.in(ORDER_TABLE, "a snapshot forgets holds")
                    .instead(
                            "if (status(rows) == OrderStatus.HELD) { holds.add(rows, deadlineNanos);",
                            "if (status(rows) == null) { holds.add(rows, deadlineNanos);"),
            PlantedBug.in(ORDER_TABLE, "a snapshot forgets that a hold was extended")
                    .instead("statuses[rows] = (byte) status;", "statuses[rows] = (byte) (status & ~EXTENDED);"),
            PlantedBug.in(SALE, "a restored sale is never forgotten")
                    .instead(
                            "if (isSealed() && !isForgotten) { sealed.add(index, sealedAtNanos);",
                            "if (isSealed() && isForgotten) { sealed.add(index, sealedAtNanos);"),
            PlantedBug.in(ANSWER_TABLE, "restored answers are chained the wrong way round")
                    .instead(
                            "entries[at(previous) + 7] |= (entry + 1L) << NEXT_SHIFT;",
                            "entries[at + 7] |= (previous + 1L) << NEXT_SHIFT; newest[sale] = entry;"),
            PlantedBug.in(RECOVERY, "recovery loses the newest record")
                    .instead(
                            "journal.forEach(till::replay);",
                            "journal.subList(0, journal.size() - 1).forEach(till::replay);"),
            PlantedBug.in(RECOVERY, "recovery passes over the ends of holds")
                    .instead(
                            "journal.forEach(till::replay);",
                            "journal.stream().filter(command -> command.bytes()[2] <= 8).forEach(till::replay);"));

    private PlantedBugs() {}
}
