package io.flashgate.gateway.http;

import io.flashgate.core.order.PurchaseRequest;
import io.flashgate.gateway.telemetry.Telemetry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** What one connection made of the bytes that came down it: a real decoder and connection, and routes that only listen. */
final class Heard {

    private static final HttpLimits LIMITS = new HttpLimits(4_096, 10, Duration.ofSeconds(60), Duration.ofSeconds(60));

    private final List<String> understood = new ArrayList<>();
    private String answers = "";
    private boolean isOpen;
    private int plainTaken;

    /** Feeds bytes, cut at these places, through a fresh connection; then the client says that it has no more. */
    static Heard of(final boolean hasFastPath, final byte[] bytes, final int... cuts) {
        final Heard heard = new Heard();
        final EmbeddedChannel channel = new EmbeddedChannel();
        final Telemetry telemetry = new Telemetry();
        final EventLoopState loop = new EventLoopState(
                channel.eventLoop(), UnpooledByteBufAllocator.DEFAULT, 1, 2, 64, LIMITS.maxBodyBytes(), telemetry);
        final Connection connection =
                new Connection(loop, heard.new Listening(), LIMITS, telemetry, Runnable::run, true);
        channel.pipeline().addLast(new StrictRequestDecoder(connection, hasFastPath ? loop.plain() : null), connection);
        int from = 0;
        for (final int cut : cuts) {
            heard.feed(channel, bytes, from, cut);
            from = cut;
        }
        heard.feed(channel, bytes, from, bytes.length);
        heard.isOpen = channel.isActive() && connection.mayTakePlain();
        channel.pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
        heard.takeAnswers(channel);
        channel.finishAndReleaseAll();
        return heard;
    }

    List<String> understood() {
        return understood;
    }

    int plainTaken() {
        return plainTaken;
    }

    private void feed(final EmbeddedChannel channel, final byte[] bytes, final int from, final int to) {
        if (to > from && channel.isActive()) {
            channel.writeInbound(Unpooled.copiedBuffer(bytes, from, to - from));
            takeAnswers(channel);
        }
    }

    private void takeAnswers(final EmbeddedChannel channel) {
        final StringBuilder text = new StringBuilder(answers);
        for (ByteBuf part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
            text.append(part.toString(StandardCharsets.UTF_8));
            part.release();
        }
        answers = text.toString().replaceAll("Date: [^\r]*", "Date: …");
    }

    private void take(final PurchaseRequest purchase, final HttpExchange exchange) {
        final StringBuilder lines = new StringBuilder();
        for (int line = 0; line < purchase.lineCount(); line++) {
            lines.append(purchase.sku(line))
                    .append(' ')
                    .append(purchase.quantityOf(line))
                    .append(' ');
        }
        understood.add(purchase.saleId() + " " + purchase.key() + " " + lines + '['
                + purchase.group() + "] "
                + purchase.trace() + ' '
                + Arrays.toString(purchase.buyerId().toString().getBytes(StandardCharsets.UTF_8))
                + (exchange.isKeepAlive() ? "" : " close")
                + (exchange.isHttp10() ? " 1.0" : "")
                + (exchange.isHead() ? " head" : ""));
        answer(exchange, 201);
    }

    private static void answer(final HttpExchange exchange, final int status) {
        exchange.complete(exchange.loop().responses().ofBytes(exchange, status, Responses.JSON, new byte[] {'{', '}'}));
    }

    @Override
    public boolean equals(final Object other) {
        return other instanceof Heard
                && understood.equals(((Heard) other).understood)
                && answers.equals(((Heard) other).answers)
                && isOpen == ((Heard) other).isOpen;
    }

    @Override
    public int hashCode() {
        return Objects.hash(understood, answers, isOpen);
    }

    @Override
    public String toString() {
        return "understood " + understood + "\nopen " + isOpen + "\nanswers " + answers;
    }

    private final class Listening implements Routes {

        private final PurchaseRequest purchase = new PurchaseRequest();

        @Override
        public void handle(final Request request, final HttpExchange exchange) throws BadRequestException {
            final String saleId = request.segment("/v1/sales/", "/orders");
            if (saleId == null || !request.method().name().equals("POST")) {
                understood.add(request.method() + " " + request.path());
                answer(exchange, 404);
            } else if (PurchaseRoute.read(saleId, request, purchase)) {
                take(purchase, exchange);
            } else {
                understood.add("no sale can be called " + saleId);
                answer(exchange, 404);
            }
        }

        @Override
        public PlainPurchases findPlainPurchases() {
            return (plain, exchange) -> {
                plainTaken++;
                plain.copyTo(purchase);
                take(purchase, exchange);
            };
        }
    }
}
