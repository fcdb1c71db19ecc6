package io.flashgate.gateway.crash;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Everything that was asked and everything that was heard, since the journal was new. Any thread. */
final class Ledger {

    private final Map<String, SalePlan> wanted = new ConcurrentHashMap<>();
    private final Set<String> defined = ConcurrentHashMap.newKeySet();
    private final Set<String> closed = ConcurrentHashMap.newKeySet();
    private final Map<String, Long> shownAsSold = new ConcurrentHashMap<>();
    private final Queue<Purchase> purchases = new ConcurrentLinkedQueue<>();

    /** The merchant is about to ask for a sale. */
    void wants(final SalePlan plan) {
        wanted.put(plan.saleId(), plan);
    }

    /** And has heard that it comes too late for it. */
    void givesUp(final SalePlan plan) {
        wanted.remove(plan.saleId());
    }

    /** And has heard that it is there. */
    void isDefined(final SalePlan plan) {
        defined.add(plan.saleId());
    }

    /** The merchant has heard that a sale is closed. */
    void isClosed(final SalePlan plan) {
        closed.add(plan.saleId());
    }

    /** Somebody has seen so many units of a sale as sold. */
    void shows(final String saleId, final long sold) {
        shownAsSold.merge(saleId, sold, Math::max);
    }

    /** A buyer is about to ask. */
    void sends(final Purchase purchase) {
        purchases.add(purchase);
    }

    List<SalePlan> sales() {
        return List.copyOf(wanted.values());
    }

    boolean mustExist(final SalePlan plan) {
        return defined.contains(plan.saleId());
    }

    boolean mustBeOver(final SalePlan plan) {
        return closed.contains(plan.saleId());
    }

    long mustHaveSold(final SalePlan plan) {
        return shownAsSold.getOrDefault(plan.saleId(), 0L);
    }

    List<Purchase> purchases() {
        return List.copyOf(purchases);
    }

    List<Purchase> purchasesIn(final SalePlan plan) {
        return purchases.stream()
                .filter(purchase -> purchase.saleId.equals(plan.saleId()))
                .toList();
    }

    long sold() {
        return purchases.stream().filter(Purchase::isSold).count();
    }
}
