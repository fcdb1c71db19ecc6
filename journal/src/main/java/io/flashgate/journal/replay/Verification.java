package io.flashgate.journal.replay;

import io.flashgate.core.MatchingCore;
import io.flashgate.journal.JournalException;
import io.flashgate.journal.JournalReader;
import java.io.IOException;
import java.nio.file.Path;

/**
 * What a journal proves: every frame is whole, every command leads to its recorded decision and digest again, and every
 * purchase's hashes are those of its names.
 *
 * @param records       all of them
 * @param firstSequence 0: there are none
 * @param lastSequence  0: there are none
 * @param decisions     purchases that were decided, whatever the answer
 * @param accepted      purchases that were sold
 * @param digest        of the whole state at the end
 */
public record Verification(
        long records, long firstSequence, long lastSequence, long decisions, long accepted, long digest) {

    /**
     * Verifies a journal from its first record to the one that is its last now; more may be appended meanwhile. Reads it
     * twice: first to see how large the core must be, then to replay it.
     *
     * @throws IOException                                  if it is no folder, or cannot be read
     * @throws io.flashgate.journal.JournalDamagedException at the first bad record
     * @throws ReplayDifferenceException                    at the first difference
     * @throws JournalException                             if it holds more than a core can, or the digest that was kept up
     *                                                      is not the one of the state
     */
    public static Verification of(final Path directory) throws IOException {
        try (JournalReader reader = JournalReader.open(directory)) {
            final JournalSize size = JournalSize.count(reader);
            final MatchingCore core = coreFor(directory, size);
            reader.moveTo(1);
            replay(reader, core, size.lastSequence());
            final long fresh = core.recomputeDigest();
            if (core.digest() != fresh) {
                throw new JournalException("journal " + directory + " sequence=" + core.sequence()
                        + ": expected digest=" + Replay.hex(fresh) + ", found=" + Replay.hex(core.digest()));
            }
            return new Verification(
                    size.records(),
                    Math.min(1, size.lastSequence()),
                    size.lastSequence(),
                    size.decisions(),
                    size.orders(),
                    core.digest());
        }
    }

    @Override
    public String toString() {
        return "verified records=" + records + " sequence=" + firstSequence + ".." + lastSequence + " decisions="
                + decisions + " accepted=" + accepted + " digest=" + Replay.hex(digest);
    }

    private static void replay(final JournalReader reader, final MatchingCore core, final long lastSequence) {
        final Replay replay = new Replay(reader, core);
        // The first command is the one that brings the key.
        replay.run(Math.min(1, lastSequence), Replay.Observer.NONE);
        final HashCheck hashes = new HashCheck(core.hashKey0(), core.hashKey1());
        replay.run(lastSequence, (record, decision) -> hashes.check(record));
    }

    private static MatchingCore coreFor(final Path directory, final JournalSize size) {
        try {
            return new MatchingCore(size.limits());
        } catch (final IllegalArgumentException | ArithmeticException tooLarge) {
            throw new JournalException(
                    "journal " + directory + " holds more than a core can: " + tooLarge.getMessage());
        }
    }
}
