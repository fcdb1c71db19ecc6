package io.flashgate.journal.explain;

import io.flashgate.core.order.Outcome;
import io.flashgate.journal.sale.FollowedSale;
import java.util.Map;

/**
 * What a sale in a story had come to at the journal's end.
 *
 * @param unsequenced requests of all buyers that were answered without being sequenced, by reason, as far as the journal has
 *                    counted them
 */
public record SaleFacts(FollowedSale sale, Map<Outcome, Long> unsequenced) {}
