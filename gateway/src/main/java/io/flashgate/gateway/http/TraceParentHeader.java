package io.flashgate.gateway.http;

import io.flashgate.core.order.TraceParent;
import java.util.List;

/**
 * Reads the {@code traceparent} header, W3C Trace Context, 3.2. What is not valid is ignored, as the specification has it: nobody
 * is refused a purchase for his tracing.
 */
final class TraceParentHeader {

    static final String NAME = "traceparent";

    private TraceParentHeader() {}

    /** Leaves nothing in there if the header is missing, there more than once, or not valid. */
    static void read(final Request request, final TraceParent trace) {
        trace.clear();
        final List<String> values = request.headers().getAll(NAME);
        if (values.size() == 1 && isAscii(values.get(0))) {
            final byte[] value = Ascii.bytes(values.get(0));
            trace.parse(value, 0, value.length);
        }
    }

    private static boolean isAscii(final String text) {
        return text.chars().allMatch(character -> character < 0x80);
    }
}
