package io.flashgate.core.sale;

import io.flashgate.core.sale.SaleDefinition.HoldDefinition;
import io.flashgate.core.sale.SaleDefinition.ItemDefinition;
import io.flashgate.core.sale.SaleDefinition.PriceTier;
import io.flashgate.core.sale.SaleDefinition.StageGoal;
import io.flashgate.core.table.Digest;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * A sale's rules as one number in the state's digest.
 *
 * <p>What is hashed first are the bytes that the first version of the protocol encoded: logs of that time must replay to
 * their digests. What a sale could not have then is added behind them, and only if it has it. Nothing here may ever change;
 * what is new goes to the end, under a tag of its own.
 */
final class DefinitionHash {

    private static final int FIRST_BLOCK_LENGTH = 20;
    private static final int DEFINE_SALE = 3;
    private static final int SCHEMA = 4217;
    private static final int ITEM_BLOCK_LENGTH = 24;

    private static final int TAG_HOLD = 1;
    private static final int TAG_TIER = 2;
    private static final int TAG_GOAL = 3;
    private static final int TAG_REHEARSAL = 4;

    private final StringBuilder bytes = new StringBuilder();

    private DefinitionHash() {}

    static long of(final SaleDefinition definition) {
        final DefinitionHash hash = new DefinitionHash();
        hash.putFirstVersion(definition);
        hash.putHold(definition.hold());
        for (int item = 0; item < definition.items().size(); item++) {
            for (final PriceTier tier : definition.items().get(item).priceTiers()) {
                hash.put(TAG_TIER, 1);
                hash.put(item, Short.BYTES);
                hash.put(tier.fromUnit(), Integer.BYTES);
                hash.put(tier.price(), Long.BYTES);
            }
        }
        for (final StageGoal goal : definition.stageGoals()) {
            hash.put(TAG_GOAL, 1);
            hash.put(goal.units(), Long.BYTES);
            hash.put(goal.reward(), Short.BYTES, StandardCharsets.UTF_8);
        }
        if (definition.rehearsal()) {
            hash.put(TAG_REHEARSAL, 1);
        }
        return hash.value();
    }

    private void putFirstVersion(final SaleDefinition definition) {
        put(FIRST_BLOCK_LENGTH, Short.BYTES);
        put(DEFINE_SALE, Short.BYTES);
        put(SCHEMA, Short.BYTES);
        put(0, Short.BYTES);
        put(definition.opensAtNanos(), Long.BYTES);
        put(definition.closesAtNanos(), Long.BYTES);
        put(definition.buyerLimit(), Integer.BYTES);
        put(ITEM_BLOCK_LENGTH, Short.BYTES);
        put(definition.items().size(), Short.BYTES);
        for (final ItemDefinition item : definition.items()) {
            put(item.stock(), Integer.BYTES);
            put(item.buyerLimit(), Integer.BYTES);
            put(item.price(), Long.BYTES);
            put(item.listPrice(), Long.BYTES);
            put(item.sku(), 1, StandardCharsets.US_ASCII);
            put(item.title(), Short.BYTES, StandardCharsets.UTF_8);
        }
        put(0, Short.BYTES);
        put(definition.groups().size(), Short.BYTES);
        for (final String group : definition.groups()) {
            put(group, 1, StandardCharsets.US_ASCII);
        }
        put(definition.saleId(), 1, StandardCharsets.US_ASCII);
        put(definition.currency(), 1, StandardCharsets.US_ASCII);
        put(definition.title(), Short.BYTES, StandardCharsets.UTF_8);
    }

    private void putHold(final HoldDefinition hold) {
        if (hold != null) {
            put(TAG_HOLD, 1);
            put(hold.ttlNanos(), Long.BYTES);
            put(hold.extensionNanos(), Long.BYTES);
            put(hold.attempts(), Integer.BYTES);
        }
    }

    /** Little-endian. */
    private void put(final long number, final int width) {
        for (int i = 0; i < width; i++) {
            bytes.append((char) (number >>> i * Byte.SIZE & 0xff));
        }
    }

    private void put(final String text, final int lengthWidth, final Charset charset) {
        final byte[] encoded = text.getBytes(charset);
        put(encoded.length, lengthWidth);
        for (final byte part : encoded) {
            put(part, 1);
        }
    }

    private long value() {
        long hash = bytes.length();
        for (int i = 0; i < bytes.length(); i++) {
            hash = Digest.mix(hash * 31 + (byte) bytes.charAt(i));
        }
        return hash;
    }
}
