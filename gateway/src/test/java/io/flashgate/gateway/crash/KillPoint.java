package io.flashgate.gateway.crash;

import java.nio.file.Path;
import java.util.List;

/**
 * Where a gateway is killed: at a system call, as the kernel is about to do it. None of them needs a seam in the product.
 *
 * <pre>
 *   event loop   recvfrom ①                                                            sendto ⑤
 *   sequencer              append (a store into a mapped page)
 *   committer                        ② fdatasync ③  publication  ④ write (wake-up)
 * </pre>
 */
enum KillPoint {
    /** Whatever it does just then. */
    AT_RANDOM(When.ANY, "", "", ""),

    /** ① A request has come to the machine, and not to the gateway. */
    BEFORE_APPEND(When.SELLING, "flashgate-publi", "recvfrom,read", ""),
    /** ② Appended, and the barrier has not begun. */
    BETWEEN_APPEND_AND_BARRIER(When.SELLING, "flashgate-commi", "fdatasync", ""),
    /** ③ The barrier has returned, and nobody knows. The call's return is delayed, and the kill comes meanwhile. */
    BETWEEN_BARRIER_AND_PUBLICATION(When.RETURNING, "flashgate-commi", "fdatasync", ""),
    /** ④ On the board, and the event loops have not been woken up. */
    BETWEEN_PUBLICATION_AND_REPLY(When.SELLING, "flashgate-commi", "write", ""),
    /** ⑤ The bytes of a reply are about to leave. */
    IN_THE_REPLY(When.SELLING, "flashgate-publi", "sendto,writev", ""),

    SNAPSHOT_BEFORE_IT_IS_WRITTEN(When.SNAPSHOT, "flashgate-snaps", "openat", ""),
    SNAPSHOT_BEFORE_A_WRITE(When.SNAPSHOT, "flashgate-snaps", "write", ""),
    SNAPSHOT_BEFORE_ITS_FORCE(When.SNAPSHOT, "flashgate-snaps", "fsync", ""),
    SNAPSHOT_AFTER_ITS_FORCE(When.SNAPSHOT, "flashgate-snaps", "rename", ""),
    SNAPSHOT_AFTER_ITS_RENAMING(When.SNAPSHOT, "flashgate-snaps", "fsync", "second"),
    SNAPSHOT_BEFORE_DELETING_THE_OLDER(When.SNAPSHOT, "flashgate-snaps", "unlink", ""),

    ROOM_BEFORE_ALLOCATING(When.STARTING, "", "fallocate", ""),
    ROOM_BEFORE_WRITING_AHEAD(When.STARTING, "", "msync", ""),

    RECOVERY_NAMING_THE_OWNER(When.STARTING, "", "pwrite64", "owner.lock"),
    RECOVERY_FORCING_THE_FILES(When.STARTING, "", "fdatasync", "JOURNAL"),
    RECOVERY_READING_THE_SNAPSHOT(When.STARTING, "", "read,pread64,mmap", "SNAPSHOT"),
    RECOVERY_REPLAYING(When.STARTING, "", "mmap", "JOURNAL"),
    RECOVERY_WIPING_THE_END(When.STARTING, "", "pwrite64", "JOURNAL"),
    RECOVERY_CUTTING_THE_END(When.STARTING, "", "ftruncate", "JOURNAL"),
    RECOVERY_OPENING_THE_WRITER(When.STARTING, "", "openat", "metadata.cq4t");

    /** What the gateway is doing then. */
    enum When {
        ANY,
        SELLING,
        RETURNING,
        SNAPSHOT,
        STARTING
    }

    final When when;
    /** The beginning of the thread's name, as the kernel has it; empty: any thread. */
    final String thread;

    private final String calls;
    private final String place;

    KillPoint(final When when, final String thread, final String calls, final String place) {
        this.when = when;
        this.thread = thread;
        this.calls = calls;
        this.place = place;
    }

    /** Of how many of these calls there are enough to choose one. */
    int mostNth() {
        return switch (this) {
            case BEFORE_APPEND, BETWEEN_APPEND_AND_BARRIER, BETWEEN_PUBLICATION_AND_REPLY, IN_THE_REPLY -> 100;
            case ROOM_BEFORE_ALLOCATING, ROOM_BEFORE_WRITING_AHEAD -> 30;
            case SNAPSHOT_BEFORE_IT_IS_WRITTEN -> 6;
            case RECOVERY_FORCING_THE_FILES, RECOVERY_REPLAYING, RECOVERY_OPENING_THE_WRITER -> 3;
            default -> 1;
        };
    }

    /**
     * The options of {@code strace} for it.
     *
     * @param nth      the how manieth of these calls it is, from 1
     * @param journal  the journal's newest file
     * @param snapshot the newest snapshot
     */
    List<String> options(final int nth, final Path journal, final Path snapshot) {
        final int at = place.equals("second") ? 2 : nth;
        final String effect = when == When.RETURNING ? "delay_exit=400000" : "signal=SIGKILL:when=" + at;
        final List<String> what = List.of("-e", "trace=" + calls, "-e", "inject=" + calls + ":" + effect);
        return switch (place) {
            case "JOURNAL" -> with(what, journal);
            case "SNAPSHOT" -> with(what, snapshot);
            case "owner.lock", "metadata.cq4t" -> with(what, journal.resolveSibling(place));
            default -> what;
        };
    }

    private static List<String> with(final List<String> what, final Path path) {
        return List.of("-P", path.toString(), what.get(0), what.get(1), what.get(2), what.get(3));
    }
}
