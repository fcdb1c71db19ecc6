package io.flashgate.core;

import io.flashgate.core.order.ForgetDesk;
import io.flashgate.core.order.PurchaseRequest;
import io.flashgate.core.protocol.DefineSaleDecoder;
import io.flashgate.core.protocol.MessageHeaderEncoder;
import io.flashgate.core.protocol.PurchaseDecoder;
import io.flashgate.core.protocol.PurchaseEncoder;
import org.agrona.MutableDirectBuffer;

/** What a core must wave away without a change, whatever it has decided before. */
public enum Nonsense {
    NOTHING_AT_ALL,
    HALF_A_HEADER,
    AN_UNKNOWN_TEMPLATE,
    A_FRAME_INSTEAD_OF_A_COMMAND,
    A_SECOND_FOUNDING,
    NO_LINES,
    SIX_LINES,
    THE_SAME_ITEM_TWICE,
    A_PROMISE_THAT_NOBODY_MAKES,
    NO_UNITS,
    FEWER_THAN_NO_UNITS,
    MORE_UNITS_THAN_ANY_ORDER,
    A_GROUP_LONGER_THAN_ANY_ID,
    ONLY_A_PURCHASES_HEADER,
    A_PURCHASE_WITHOUT_ITS_LAST_BYTE,
    A_PURCHASE_WITH_TOO_SMALL_A_BLOCK,
    A_SALE_WITHOUT_ITEMS,
    ONLY_A_SALES_HEADER,
    ANSWERS_KEPT_FOR_NO_TIME,
    ANSWERS_KEPT_FOR_EVER,
    NO_ANSWERS_TO_FORGET,
    MORE_ANSWERS_TO_FORGET_THAN_IN_ANY_STEP;

    /** A template id that no version of the schema has. */
    private static final int UNKNOWN_TEMPLATE = 999;

    private static final int FRAME_TEMPLATE = 1;

    /**
     * Writes it for the first sale that {@link Rush} knows.
     *
     * @return its length in bytes
     */
    int write(final MutableDirectBuffer buffer, final Commands commands) {
        switch (this) {
            case NOTHING_AT_ALL:
                return 0;
            case HALF_A_HEADER:
                return header(buffer, PurchaseDecoder.BLOCK_LENGTH, PurchaseDecoder.TEMPLATE_ID) - 1;
            case AN_UNKNOWN_TEMPLATE:
                return header(buffer, 0, UNKNOWN_TEMPLATE);
            case A_FRAME_INSTEAD_OF_A_COMMAND:
                return header(buffer, 0, FRAME_TEMPLATE);
            case A_SECOND_FOUNDING:
                return Commands.foundLog(buffer, 0, 1, 2);
            case NO_LINES:
                return aPurchase(buffer, 0, "");
            case SIX_LINES:
                return aPurchase(buffer, 6, "");
            case THE_SAME_ITEM_TWICE:
                return commands.purchase(
                        buffer, 0, aWish().and("item-1", 1).and("item-0", 2).fill(new PurchaseRequest()));
            case A_PROMISE_THAT_NOBODY_MAKES:
                return commands.purchase(
                        buffer, 0, aWish().fill(new PurchaseRequest()).promise(2));
            case NO_UNITS:
                return aPurchase(buffer, commands, 0);
            case FEWER_THAN_NO_UNITS:
                return aPurchase(buffer, commands, -1);
            case MORE_UNITS_THAN_ANY_ORDER:
                return aPurchase(buffer, commands, PurchaseRequest.QUANTITY_MAX + 1);
            case A_GROUP_LONGER_THAN_ANY_ID:
                return aPurchase(buffer, 1, "g".repeat(65));
            case ONLY_A_PURCHASES_HEADER:
                return header(buffer, PurchaseDecoder.BLOCK_LENGTH, PurchaseDecoder.TEMPLATE_ID);
            case A_PURCHASE_WITHOUT_ITS_LAST_BYTE:
                return aPurchase(buffer, commands, 1) - 1;
            case A_PURCHASE_WITH_TOO_SMALL_A_BLOCK:
                return shrinkBlock(buffer, aPurchase(buffer, commands, 1));
            case A_SALE_WITHOUT_ITEMS:
                buffer.setMemory(0, 256, (byte) 0);
                return header(buffer, DefineSaleDecoder.BLOCK_LENGTH, DefineSaleDecoder.TEMPLATE_ID) + 128;
            case ONLY_A_SALES_HEADER:
                return header(buffer, DefineSaleDecoder.BLOCK_LENGTH, DefineSaleDecoder.TEMPLATE_ID);
            case ANSWERS_KEPT_FOR_NO_TIME:
                return Commands.forgetAnswers(buffer, 0, "s-0", 0, 1);
            case ANSWERS_KEPT_FOR_EVER:
                return Commands.forgetAnswers(buffer, 0, "s-0", ForgetDesk.MAX_RETENTION_NANOS + 1, 1);
            case NO_ANSWERS_TO_FORGET:
                return Commands.forgetAnswers(buffer, 0, "s-0", 1, 0);
            case MORE_ANSWERS_TO_FORGET_THAN_IN_ANY_STEP:
                return Commands.forgetAnswers(buffer, 0, "s-0", 1, ForgetDesk.MAX_ANSWERS + 1);
            default:
                throw new IllegalStateException(name());
        }
    }

    private static int header(final MutableDirectBuffer buffer, final int blockLength, final int template) {
        new MessageHeaderEncoder()
                .wrap(buffer, 0)
                .blockLength(blockLength)
                .templateId(template)
                .schemaId(MessageHeaderEncoder.SCHEMA_ID)
                .version(MessageHeaderEncoder.SCHEMA_VERSION);
        return MessageHeaderEncoder.ENCODED_LENGTH;
    }

    private static int shrinkBlock(final MutableDirectBuffer buffer, final int length) {
        header(buffer, 0, PurchaseDecoder.TEMPLATE_ID);
        return length;
    }

    private static int aPurchase(final MutableDirectBuffer buffer, final Commands commands, final int quantity) {
        return commands.purchase(buffer, 0, aWish().units(quantity).fill(new PurchaseRequest()));
    }

    private static Wish aWish() {
        return Wish.of("s-0", "item-0", "nonsense", "mumbler");
    }

    private static int aPurchase(final MutableDirectBuffer buffer, final int lineCount, final String group) {
        final PurchaseEncoder purchase = new PurchaseEncoder();
        purchase.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        final PurchaseEncoder.LinesEncoder lines = purchase.linesCount(lineCount);
        for (int i = 0; i < lineCount; i++) {
            lines.next().quantity(1).sku("item-" + i);
        }
        purchase.saleId("s-0").group(group).key("nonsense").buyerId("mumbler");
        return MessageHeaderEncoder.ENCODED_LENGTH + purchase.encodedLength();
    }
}
