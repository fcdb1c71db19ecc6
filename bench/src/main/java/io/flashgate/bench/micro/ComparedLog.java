package io.flashgate.bench.micro;

import io.flashgate.bench.control.SegmentLog;
import io.flashgate.bench.control.SegmentLogReader;
import io.flashgate.bench.control.SegmentOptions;
import io.flashgate.journal.Durability;
import io.flashgate.journal.Journal;
import io.flashgate.journal.JournalDirectory;
import io.flashgate.journal.JournalOptions;
import io.flashgate.journal.JournalReader;
import io.flashgate.journal.JournalRecords;
import io.flashgate.journal.JournalWriter;
import java.io.IOException;
import java.nio.file.Path;

/** The journal and its control: the same records, the same promises, 64 MiB allocated ahead by both. */
public enum ComparedLog {
    /** What the gateway writes: Chronicle Queue, and our barrier, checks and allocation around it. */
    CHRONICLE {
        @Override
        Journal open(final JournalDirectory directory, final Durability durability) throws IOException {
            return JournalWriter.open(directory, JournalOptions.DEFAULT.withDurability(durability), 0, 0);
        }

        @Override
        JournalRecords read(final Path directory) throws IOException {
            return JournalReader.open(directory);
        }
    },
    /** Mapped segments, nothing else. */
    SEGMENTS {
        @Override
        Journal open(final JournalDirectory directory, final Durability durability) throws IOException {
            return SegmentLog.open(directory, SegmentOptions.DEFAULT.withDurability(durability));
        }

        @Override
        JournalRecords read(final Path directory) throws IOException {
            return SegmentLogReader.open(directory);
        }
    };

    /** A new log in an empty folder. */
    abstract Journal open(JournalDirectory directory, Durability durability) throws IOException;

    /** Its records from the first. */
    abstract JournalRecords read(Path directory) throws IOException;
}
