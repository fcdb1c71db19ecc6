package io.flashgate.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What clients heard, an answer a line, as {@code flashgate journal diff} reads it. Many threads write.
 *
 * <p>A request that got no answer has a line too, without a status.
 */
final class AnswerFile implements Closeable {

    private final Writer file;

    private AnswerFile(final Writer file) {
        this.file = file;
    }

    /**
     * Begins a new file.
     *
     * @param path null: nothing is kept
     */
    static AnswerFile create(final Path path) throws IOException {
        return new AnswerFile(
                path == null
                        ? Writer.nullWriter()
                        : new BufferedWriter(Files.newBufferedWriter(path, StandardCharsets.UTF_8)));
    }

    /** @param answer a missing node: it was no JSON */
    void onAnswer(
            final String saleId, final String buyerId, final String key, final int status, final JsonNode answer) {
        final ObjectNode line = request(saleId, buyerId, key).put("status", status);
        if (answer.isObject()) {
            line.set("answer", answer);
        }
        write(line);
    }

    void onNoAnswer(final String saleId, final String buyerId, final String key) {
        write(request(saleId, buyerId, key));
    }

    @Override
    public synchronized void close() throws IOException {
        file.close();
    }

    private static ObjectNode request(final String saleId, final String buyerId, final String key) {
        return Json.object().put("saleId", saleId).put("buyerId", buyerId).put("key", key);
    }

    private synchronized void write(final ObjectNode line) {
        try {
            file.write(line + "\n");
        } catch (final IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
