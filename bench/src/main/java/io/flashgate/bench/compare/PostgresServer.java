package io.flashgate.bench.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A PostgreSQL of our own on a Unix socket, with the schema of {@code bench/peers/postgresql}. */
final class PostgresServer implements AutoCloseable {

    /** Root may not run it; Debian's package makes this user for it. */
    private static final String USER = "postgres";

    private final Installation installation;
    private final Path folder;
    private final Server server;

    private PostgresServer(final Installation installation, final Path folder, final Server server) {
        this.installation = installation;
        this.folder = folder;
        this.server = server;
    }

    /** Starts it on a folder: on what is there, or on a fresh cluster. */
    static PostgresServer start(final Installation installation, final Path folder) {
        final Path data = folder.resolve("data");
        final boolean isFresh = !Files.exists(data);
        if (isFresh) {
            found(installation, folder, data);
        }
        final Server server = Server.start(
                "postgres",
                folder,
                Map.of(),
                asUser(List.of(installation.postgres("postgres"), "-D", data.toString())));
        final PostgresServer postgres = new PostgresServer(installation, folder, server);
        server.await("an answer to SELECT 1", postgres::answers);
        if (isFresh) {
            postgres.run(Template.read(installation.peers().resolve("postgresql/schema.sql")));
        }
        return postgres;
    }

    ProcessTree processes() {
        return new ProcessTree(Set.of(server.pid()));
    }

    Path socketFolder() {
        return folder;
    }

    /** Runs SQL and gives what it printed: a line per row, fields separated by {@code |}. */
    String run(final String sql) {
        return Shell.output(
                List.of(
                        installation.postgres("psql"),
                        "-h",
                        folder.toString(),
                        "-U",
                        USER,
                        "-d",
                        USER,
                        "-X",
                        "-q",
                        "-At",
                        "-v",
                        "ON_ERROR_STOP=1",
                        "-f",
                        "-"),
                sql);
    }

    /** As a power cut would, as far as a process can: nobody shuts anything down. */
    void crash() {
        server.kill();
        try {
            // It is for the next start to find out that nobody owns the folder; the file would only puzzle it.
            Files.deleteIfExists(folder.resolve("data/postmaster.pid"));
        } catch (final IOException failed) {
            throw new CompareException("postgres: " + failed, failed);
        }
    }

    @Override
    public void close() {
        server.close();
    }

    private boolean answers() {
        try {
            return run("SELECT 1;").strip().equals("1");
        } catch (final CompareException notYet) {
            return false;
        }
    }

    private static void found(final Installation installation, final Path folder, final Path data) {
        try {
            if (isRoot()) {
                final UserPrincipal owner =
                        folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(USER);
                Files.setOwner(folder, owner);
            }
            Shell.output(asUser(List.of(
                    installation.postgres("initdb"),
                    "-D",
                    data.toString(),
                    "-U",
                    USER,
                    "-A",
                    "trust",
                    "-E",
                    "UTF8",
                    "--locale=C.UTF-8",
                    "--no-sync")));
            Files.writeString(
                    data.resolve("postgresql.conf"),
                    Template.fill(
                            Template.read(installation.peers().resolve("postgresql/postgresql.conf")),
                            Map.of("FOLDER", folder.toString())),
                    StandardOpenOption.APPEND);
        } catch (final IOException failed) {
            throw new CompareException("postgres: a cluster cannot be made in " + folder + ": " + failed, failed);
        }
    }

    private static List<String> asUser(final List<String> command) {
        if (!isRoot()) {
            return command;
        }
        final List<String> line =
                new ArrayList<>(List.of("setpriv", "--reuid=" + USER, "--regid=" + USER, "--init-groups"));
        line.addAll(command);
        return line;
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }
}
