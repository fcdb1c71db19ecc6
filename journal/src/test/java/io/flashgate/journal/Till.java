package io.flashgate.journal;

import io.flashgate.core.Commands;
import io.flashgate.core.CoreLimits;
import io.flashgate.core.MatchingCore;
import io.flashgate.core.order.Decision;
import io.flashgate.core.order.Outcome;
import io.flashgate.core.order.PurchaseRequest;
import io.flashgate.core.order.Text;
import io.flashgate.core.sale.SaleDefinition;
import io.flashgate.core.sale.SaleDefinition.ItemDefinition;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;

/** A small shop with its journal: decides commands with a core and appends what was sequenced, as the gateway does. */
public final class Till implements AutoCloseable {

    public static final long NOON = 1_795_780_800_000_000_000L;
    public static final long SECOND = 1_000_000_000L;
    public static final long DAY = 86_400 * SECOND;
    public static final CoreLimits LIMITS = new CoreLimits(64, 200_000, 100_000, 64);
    public static final JournalOptions OPTIONS =
            JournalOptions.DEFAULT.withAllocateAheadBytes(1 << 20).withMinFreeBytes(0);

    private static final long KEY0 = 0x0123_4567_89AB_CDEFL;
    private static final long KEY1 = 0xFEDC_BA98_7654_3210L;

    private final MutableDirectBuffer command = new ExpandableArrayBuffer(SaleDefinition.MAX_ENCODED_BYTES);
    private final Commands commands = new Commands(KEY0, KEY1);
    private final PurchaseRequest request = new PurchaseRequest();
    private final Decision decision = new Decision();
    private final MatchingCore core = new MatchingCore(LIMITS);
    private final List<String> told = new ArrayList<>();
    private final JournalDirectory directory;
    private JournalWriter writer;
    private long now = NOON;

    public Till(final Path path) throws IOException {
        this(path, OPTIONS);
    }

    public Till(final Path path, final JournalOptions options) throws IOException {
        this(path, options, new SystemDisk(options.durability()));
    }

    Till(final Path path, final JournalOptions options, final Disk disk) throws IOException {
        directory = JournalDirectory.own(path);
        writer = JournalWriter.open(directory, options, 0, 0, disk);
    }

    /** Closes the writer and opens another one behind what it wrote. */
    public void reopen() throws IOException {
        writer.close();
        open();
    }

    /** Opens a writer without closing the one before, as after a kill. */
    public void open() throws IOException {
        writer = JournalWriter.open(directory, OPTIONS, core.sequence(), core.timestampNanos());
    }

    public Till at(final long nanos) {
        now = nanos;
        return this;
    }

    public Till after(final long nanos) {
        now += nanos;
        return this;
    }

    public Outcome found() {
        return decide(Commands.foundLog(command, 0, KEY0, KEY1));
    }

    public Outcome define(final SaleDefinition sale) {
        return decide(sale.encode(command, 0));
    }

    /** A sale of sneakers, open from noon for thirty days, two a buyer. */
    public Outcome define(final String saleId, final int stock) {
        return define(new SaleDefinition(
                saleId,
                "Friday flash group",
                NOON,
                NOON + 30 * DAY,
                "CNY",
                2,
                List.of(new ItemDefinition("sneaker-42", "Sneaker, 42", stock, 9_900, 19_900, 0)),
                List.of()));
    }

    public Outcome buy(final String saleId, final String buyer, final String key, final int quantity) {
        return buy(saleId, buyer, key, "", quantity);
    }

    /** As a buyer of a community; an empty name is none. */
    public Outcome buy(
            final String saleId, final String buyer, final String key, final String group, final int quantity) {
        request.clear();
        request.group().set(group);
        request.saleId().set(saleId);
        request.buyerId().set(buyer);
        request.key().set(key);
        request.sku().set("sneaker-42");
        return decide(commands.purchase(command, 0, request.quantity(quantity)));
    }

    /** A basket of one unit each. */
    public Outcome buyAll(final String saleId, final String buyer, final String key, final String... skus) {
        request.clear();
        request.saleId().set(saleId);
        request.buyerId().set(buyer);
        request.key().set(key);
        request.lineCount(skus.length);
        for (int line = 0; line < skus.length; line++) {
            request.sku(line).set(skus[line]);
            request.quantity(line, 1);
        }
        return decide(commands.purchase(command, 0, request));
    }

    public Outcome confirm(final String saleId, final long orderNumber) {
        return decide(commands.confirmOrder(command, 0, text(saleId), orderNumber));
    }

    /** By the merchant. */
    public Outcome cancel(final String saleId, final long orderNumber) {
        return decide(commands.cancelOrder(command, 0, text(saleId), orderNumber));
    }

    public Outcome cancel(final String saleId, final long orderNumber, final String buyer) {
        return decide(commands.cancelOrder(command, 0, text(saleId), orderNumber, text(buyer)));
    }

    public Outcome extend(final String saleId, final long orderNumber) {
        return decide(commands.extendHold(command, 0, text(saleId), orderNumber));
    }

    /** Sequences what is due by now, as the gateway does before anything else. */
    public Till due() {
        int length = core.due(now, command);
        while (length > 0) {
            decide(length);
            length = core.due(now, command);
        }
        return this;
    }

    public Outcome close(final String saleId) {
        return decide(Commands.closeSale(command, 0, saleId));
    }

    /** Lets answers of a sale go that has been sealed for a second. */
    public Outcome forget(final String saleId, final int most) {
        return decide(Commands.forgetAnswers(command, 0, saleId, SECOND, most));
    }

    public Outcome tick() {
        return decide(Commands.tick(command, 0));
    }

    public Outcome countRefusals(final String saleId, final Outcome reason, final long requests) {
        final long[] counts = new long[Outcome.CODE_LIMIT];
        counts[reason.code()] = requests;
        return decide(Commands.countGateRefusals(command, 0, saleId, counts));
    }

    /** What the journal should say, a line a record. */
    public List<String> told() {
        return told;
    }

    public MatchingCore core() {
        return core;
    }

    public JournalWriter writer() {
        return writer;
    }

    public JournalDirectory directory() {
        return directory;
    }

    public Path path() {
        return directory.path();
    }

    /** What the journal does say. */
    public static List<String> read(final Path path) throws IOException {
        final List<String> lines = new ArrayList<>();
        try (JournalReader reader = JournalReader.open(path)) {
            while (reader.next()) {
                lines.add(line(reader));
            }
        }
        return lines;
    }

    public static String line(final JournalRecords reader) {
        return line(
                reader.sequence(),
                reader.timestampNanos(),
                reader.outcome(),
                reader.orderNumber(),
                reader.units(),
                reader.stateDigest(),
                reader.command(),
                reader.commandOffset(),
                reader.commandLength());
    }

    @Override
    public void close() {
        writer.close();
        directory.close();
    }

    /** Gives the folder back and leaves the writer as it is. */
    public void leave() {
        directory.close();
    }

    private static Text text(final String value) {
        return new Text(Text.BUYER_MAX_BYTES).set(value);
    }

    private Outcome decide(final int length) {
        core.onCommand(core.nextSequence(), now, command, 0, length, decision);
        if (decision.outcome().isSequenced()) {
            writer.append(core.sequence(), now, command, 0, length, decision, core.digest());
            told.add(line(
                    core.sequence(),
                    now,
                    decision.outcome(),
                    decision.orderNumber(),
                    decision.units(),
                    core.digest(),
                    command,
                    0,
                    length));
        }
        return decision.outcome();
    }

    private static String line(
            final long sequence,
            final long timestampNanos,
            final Outcome outcome,
            final long orderNumber,
            final long units,
            final long digest,
            final org.agrona.DirectBuffer buffer,
            final int offset,
            final int length) {
        long hash = 0;
        for (int i = 0; i < length; i++) {
            hash = hash * 31 + buffer.getByte(offset + i);
        }
        return sequence + " " + timestampNanos + " " + outcome + " " + orderNumber + " " + units + " " + digest + " "
                + length + " " + hash;
    }
}
