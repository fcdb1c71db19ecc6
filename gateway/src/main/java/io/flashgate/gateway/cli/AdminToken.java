package io.flashgate.gateway.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/** The admin plane's bearer token, and the file it is kept in. */
final class AdminToken {

    static final int LEAST_CHARACTERS = 16;
    private static final int MOST_BYTES = 4_096;

    private AdminToken() {}

    /** 32 random hexadecimal digits: 128 bits. */
    static String random() {
        final byte[] bytes = new byte[16];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /**
     * The token in a file, without the white space around it.
     *
     * @throws Complaint if it cannot be read, or is too short or not fit for an HTTP header; the token itself is not shown
     */
    static String read(final Path file) throws Complaint {
        final String token;
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw Complaint.usage("admin-token-file: found " + Files.size(file) + " bytes in " + file
                        + ", expected a token of at most " + MOST_BYTES);
            }
            token = Files.readString(file).strip();
        } catch (final IOException e) {
            throw Complaint.usage("admin-token-file: " + Failures.explain(e)
                    + "; expected a file with the admin token, for example from: openssl rand -hex 16");
        }
        if (token.length() < LEAST_CHARACTERS) {
            throw Complaint.usage("admin-token-file: found " + token.length() + " characters in " + file
                    + ", expected at least " + LEAST_CHARACTERS);
        }
        if (!token.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw Complaint.usage("admin-token-file: found a character in " + file
                    + " that cannot stand in an HTTP header, expected visible ASCII characters only");
        }
        return token;
    }

    /** Whether anybody on this machine may read the file; false where the file system does not say. */
    static boolean isOpenToAll(final Path file) throws IOException {
        final PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        return view != null && view.readAttributes().permissions().contains(PosixFilePermission.OTHERS_READ);
    }

    /** Writes a token that only its owner can read, at no moment anybody else. Replaces what is there. */
    static void write(final Path file, final String token) throws IOException {
        final Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        if (Files.getFileAttributeView(
                        file.toAbsolutePath().getParent(), PosixFileAttributeView.class, new LinkOption[0])
                == null) {
            Files.createFile(fresh);
        } else {
            Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Files.writeString(fresh, token + "\n");
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
    }
}
