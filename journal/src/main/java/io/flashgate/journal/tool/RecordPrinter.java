package io.flashgate.journal.tool;

import io.flashgate.journal.JournalReader;
import java.io.IOException;

/** Writes one record as one line. */
interface RecordPrinter {

    /**
     * @param record the reader, standing on the record
     * @param facts  what its command says
     */
    void print(JournalReader record, CommandFacts facts) throws IOException;
}
