package io.flashgate.core;

import io.flashgate.core.order.PurchaseView;
import io.flashgate.core.protocol.CancelOrderDecoder;
import io.flashgate.core.protocol.CloseSaleDecoder;
import io.flashgate.core.protocol.ConfirmOrderDecoder;
import io.flashgate.core.protocol.CountGateRefusalsDecoder;
import io.flashgate.core.protocol.DefineSaleDecoder;
import io.flashgate.core.protocol.ExpireHoldDecoder;
import io.flashgate.core.protocol.ExtendHoldDecoder;
import io.flashgate.core.protocol.FindOrderDecoder;
import io.flashgate.core.protocol.ForgetAnswersDecoder;
import io.flashgate.core.protocol.FoundLogDecoder;
import io.flashgate.core.protocol.MessageHeaderDecoder;
import io.flashgate.core.protocol.PurchaseDecoder;
import io.flashgate.core.protocol.TickDecoder;
import io.flashgate.core.sale.SaleDefinition;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Any command, read in place: which one it is, which sale and which order it is about. For whoever reads a log beside the
 * core; what it reads has been decided, so it is whole. Reused; allocates nothing but where a method says so. One thread.
 *
 * <p>What {@link Commands} writes, this reads.
 */
public final class CommandView {

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int BODY = MessageHeaderDecoder.ENCODED_LENGTH;
    private static final int TEMPLATE = MessageHeaderDecoder.templateIdEncodingOffset();
    private static final int SHORT_TEXT_HEADER = CloseSaleDecoder.saleIdHeaderLength();

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final PurchaseView purchase = new PurchaseView();
    private final DefineSaleDecoder definition = new DefineSaleDecoder();
    private final CountGateRefusalsDecoder refusals = new CountGateRefusalsDecoder();
    private final CancelOrderDecoder cancellation = new CancelOrderDecoder();
    private final ForgetAnswersDecoder forgetting = new ForgetAnswersDecoder();
    private final UnsafeBuffer id = new UnsafeBuffer(0, 0);

    private DirectBuffer buffer;
    private int offset;
    private int templateId;
    private int saleIdOffset;
    private int saleIdLength;

    /**
     * @param commandBuffer where the command lies
     * @param commandOffset of its message header
     * @throws IndexOutOfBoundsException if it ends too early
     */
    public CommandView wrap(final DirectBuffer commandBuffer, final int commandOffset) {
        buffer = commandBuffer;
        offset = commandOffset;
        templateId = commandBuffer.getShort(commandOffset + TEMPLATE, ByteOrder.LITTLE_ENDIAN) & 0xffff;
        saleIdLength = 0;
        switch (templateId) {
            case PurchaseDecoder.TEMPLATE_ID:
                header.wrap(commandBuffer, commandOffset);
                purchase.wrap(commandBuffer, commandOffset + BODY, header.blockLength(), header.version());
                saleIdOffset = purchase.saleIdOffset();
                saleIdLength = purchase.saleIdLength();
                break;
            case CloseSaleDecoder.TEMPLATE_ID:
            case ConfirmOrderDecoder.TEMPLATE_ID:
            case CancelOrderDecoder.TEMPLATE_ID:
            case ExtendHoldDecoder.TEMPLATE_ID:
            case ExpireHoldDecoder.TEMPLATE_ID:
            case ForgetAnswersDecoder.TEMPLATE_ID:
                // The sale's id is all that comes behind the block.
                header.wrap(commandBuffer, commandOffset);
                final int at = commandOffset + BODY + header.blockLength();
                saleIdOffset = at + SHORT_TEXT_HEADER;
                saleIdLength = commandBuffer.getByte(at) & 0xff;
                commandBuffer.boundsCheck(saleIdOffset, saleIdLength);
                break;
            case DefineSaleDecoder.TEMPLATE_ID:
            case CountGateRefusalsDecoder.TEMPLATE_ID:
                findSaleIdBehindGroups();
                break;
            default:
                break;
        }
        return this;
    }

    /** The command's number in the schema. */
    public int templateId() {
        return templateId;
    }

    /** The command's name in the schema; {@code template 99} for one that these rules do not know. */
    public String name() {
        return switch (templateId) {
            case FoundLogDecoder.TEMPLATE_ID -> "FoundLog";
            case TickDecoder.TEMPLATE_ID -> "Tick";
            case PurchaseDecoder.TEMPLATE_ID -> "Purchase";
            case DefineSaleDecoder.TEMPLATE_ID -> "DefineSale";
            case CloseSaleDecoder.TEMPLATE_ID -> "CloseSale";
            case FindOrderDecoder.TEMPLATE_ID -> "FindOrder";
            case ConfirmOrderDecoder.TEMPLATE_ID -> "ConfirmOrder";
            case CancelOrderDecoder.TEMPLATE_ID -> "CancelOrder";
            case ExtendHoldDecoder.TEMPLATE_ID -> "ExtendHold";
            case ExpireHoldDecoder.TEMPLATE_ID -> "ExpireHold";
            case ForgetAnswersDecoder.TEMPLATE_ID -> "ForgetAnswers";
            case CountGateRefusalsDecoder.TEMPLATE_ID -> "CountGateRefusals";
            default -> "template " + templateId;
        };
    }

    public boolean isPurchase() {
        return templateId == PurchaseDecoder.TEMPLATE_ID;
    }

    public boolean isDefinition() {
        return templateId == DefineSaleDecoder.TEMPLATE_ID;
    }

    /** Whether it is about an order that is there already: to be confirmed, cancelled, extended or expired. */
    public boolean isAboutOrder() {
        switch (templateId) {
            case ConfirmOrderDecoder.TEMPLATE_ID:
            case CancelOrderDecoder.TEMPLATE_ID:
            case ExtendHoldDecoder.TEMPLATE_ID:
            case ExpireHoldDecoder.TEMPLATE_ID:
                return true;
            default:
                return false;
        }
    }

    /** The parts of a {@linkplain #isPurchase() purchase}. */
    public PurchaseView purchase() {
        return purchase;
    }

    /** Whether it names a sale: a tick does not. */
    public boolean namesSale() {
        return saleIdLength > 0;
    }

    /** Where the sale's id begins in {@link #buffer()}. */
    public int saleIdOffset() {
        return saleIdOffset;
    }

    /** 0: it is about no sale. */
    public int saleIdLength() {
        return saleIdLength;
    }

    /** What {@link #wrap} was given. */
    public DirectBuffer buffer() {
        return buffer;
    }

    /** Whether it is about the sale with this id. */
    public boolean isOfSale(final byte[] saleId) {
        return isText(saleIdOffset, saleIdLength, saleId);
    }

    /** The sale's id; null: it is about none. Allocates. */
    public String saleId() {
        return saleIdLength == 0 ? null : text(saleIdOffset, saleIdLength);
    }

    /** Counted from 1 in its sale; 0: the command is not {@linkplain #isAboutOrder() about an order}. */
    public long orderNumber() {
        final int at = offset + BODY;
        switch (templateId) {
            case ConfirmOrderDecoder.TEMPLATE_ID:
                return word(at + ConfirmOrderDecoder.orderNumberEncodingOffset());
            case CancelOrderDecoder.TEMPLATE_ID:
                return word(at + CancelOrderDecoder.orderNumberEncodingOffset());
            case ExtendHoldDecoder.TEMPLATE_ID:
                return word(at + ExtendHoldDecoder.orderNumberEncodingOffset());
            case ExpireHoldDecoder.TEMPLATE_ID:
                return word(at + ExpireHoldDecoder.orderNumberEncodingOffset());
            default:
                return 0;
        }
    }

    /** Of a {@code CancelOrder}: whether the order's buyer gave it back, and not the merchant. */
    public boolean isByBuyer() {
        return cancellation.wrapAndApplyHeader(buffer, offset, header).byBuyer() != 0;
    }

    /** Of a {@code ForgetAnswers}: after how long, nanoseconds. */
    public long retentionNanos() {
        return forgetting.wrapAndApplyHeader(buffer, offset, header).retentionNanos();
    }

    /** Of a {@code ForgetAnswers}: how many answers are forgotten at most. */
    public int mostAnswers() {
        return forgetting.wrapAndApplyHeader(buffer, offset, header).mostAnswers();
    }

    /** Of a {@code CountGateRefusals}: SBE's own view, at its first count. */
    public CountGateRefusalsDecoder refusals() {
        return refusals.wrapAndApplyHeader(buffer, offset, header);
    }

    /**
     * The sale that a {@code DefineSale} defines. Allocates.
     *
     * @throws IllegalArgumentException if it is not a valid one
     */
    public SaleDefinition definition() {
        return SaleDefinition.decode(definition.wrapAndApplyHeader(buffer, offset, header));
    }

    /** Whether a part of the command is these bytes. Compared in words from the end, where names are told apart. */
    public boolean isText(final int textOffset, final int length, final byte[] wanted) {
        if (length != wanted.length) {
            return false;
        }
        int left = length;
        while (left >= Long.BYTES) {
            left -= Long.BYTES;
            if (buffer.getLong(textOffset + left, ByteOrder.LITTLE_ENDIAN) != (long) LONG.get(wanted, left)) {
                return false;
            }
        }
        if (left >= Integer.BYTES) {
            left -= Integer.BYTES;
            if (buffer.getInt(textOffset + left, ByteOrder.LITTLE_ENDIAN) != (int) INT.get(wanted, left)) {
                return false;
            }
        }
        while (left > 0) {
            left--;
            if (buffer.getByte(textOffset + left) != wanted[left]) {
                return false;
            }
        }
        return true;
    }

    /** A part of the command as text. Allocates. */
    public String text(final int textOffset, final int length) {
        final byte[] utf8 = new byte[length];
        buffer.getBytes(textOffset, utf8);
        return new String(utf8, StandardCharsets.UTF_8);
    }

    private void findSaleIdBehindGroups() {
        final int end;
        if (templateId == DefineSaleDecoder.TEMPLATE_ID) {
            definition.wrapAndApplyHeader(buffer, offset, header);
            definition.items().forEach(DefineSaleDecoder.ItemsDecoder::sbeSkip);
            definition.groups().forEach(DefineSaleDecoder.GroupsDecoder::sbeSkip);
            definition.priceTiers().forEach(DefineSaleDecoder.PriceTiersDecoder::sbeSkip);
            definition.stageGoals().forEach(DefineSaleDecoder.StageGoalsDecoder::sbeSkip);
            definition.wrapSaleId(id);
            end = definition.limit();
        } else {
            refusals.wrapAndApplyHeader(buffer, offset, header)
                    .counts()
                    .forEach(CountGateRefusalsDecoder.CountsDecoder::sbeSkip);
            refusals.wrapSaleId(id);
            end = refusals.limit();
        }
        saleIdLength = id.capacity();
        saleIdOffset = end - saleIdLength;
    }

    private long word(final int at) {
        return buffer.getLong(at, ByteOrder.LITTLE_ENDIAN);
    }
}
