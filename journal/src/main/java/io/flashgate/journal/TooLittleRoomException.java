package io.flashgate.journal;

import java.io.IOException;

/** The journal's disk has less room than is to be left alone: nothing was written, and somebody has to make room. */
public final class TooLittleRoomException extends IOException {

    private static final long serialVersionUID = 1L;

    TooLittleRoomException(final String message) {
        super(message);
    }
}
