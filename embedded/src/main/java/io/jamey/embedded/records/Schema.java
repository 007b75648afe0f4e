package io.jamey.embedded.records;

import io.jamey.MemoryException;
import io.jamey.MemoryException.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/// The tables of the file, and the steps that lead from one version of them to the next.
///
/// ```
/// memory     rid, ns, id, created, expires, record, embedding     one row per memory; blobs: RecordCodec
/// access     rid, last                                            narrow, so that a touch rewrites no record
/// namespace  ns, name, live                                       live: rows of memory, expired ones included
/// chunk      ns, kind, ordinal, crc, data                         derived by the index, deletable at any time
/// changed    ns, rid, version                                     updates that the chunks may not know of yet
/// meta       name, value                                          dimension; when and by what it was made
/// ```
///
/// A namespace has a row exactly while it has a memory: names can be personal, and go with the last one. Rids
/// are AUTOINCREMENT because a rid that came back for another memory would let a stale index entry show one
/// tenant's memory to another. The order of a blob is that of [io.jamey.MemoryIds#ORDER].
///
/// The version is the file header's `user_version`, beside an `application_id` of our own.
final class Schema {
    /// "Jmey", at offset 68 of the file.
    static final int APPLICATION_ID = 0x4a6d_6579;

    private static final int PAGE_BYTES = 4_096;
    private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION_AT = 60;
    private static final int APPLICATION_AT = 68;
    private static final int HEADER_BYTES = 100;

    private static final List<String> FIRST = List.of(
            """
            CREATE TABLE memory(
                rid INTEGER PRIMARY KEY AUTOINCREMENT,
                ns INTEGER NOT NULL,
                id BLOB NOT NULL,
                created INTEGER NOT NULL,
                expires INTEGER,
                record BLOB NOT NULL,
                embedding BLOB,
                UNIQUE (ns, id))""",
            // With expires, so that skipping to an offset reads no rows.
            "CREATE INDEX memory_by_time ON memory(ns, created, id, expires)",
            "CREATE INDEX memory_by_expiry ON memory(expires, ns) WHERE expires IS NOT NULL",
            "CREATE TABLE access(rid INTEGER PRIMARY KEY, last INTEGER NOT NULL)",
            "CREATE TABLE namespace(ns INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, live INTEGER NOT NULL)",
            """
            CREATE TABLE chunk(
                ns INTEGER NOT NULL,
                kind TEXT NOT NULL,
                ordinal INTEGER NOT NULL,
                crc INTEGER NOT NULL,
                data BLOB NOT NULL,
                UNIQUE (ns, kind, ordinal))""",
            "CREATE TABLE meta(name TEXT PRIMARY KEY, value) WITHOUT ROWID");

    /// Chunks from before may be older than their rows, and nothing says which of them.
    private static final List<String> CHANGED_ROWS = List.of("""
            CREATE TABLE changed(
                ns INTEGER NOT NULL,
                rid INTEGER NOT NULL,
                version INTEGER NOT NULL,
                PRIMARY KEY (ns, rid)) WITHOUT ROWID""", "DELETE FROM chunk");

    /// Statements that lead from the version that is their index to the next.
    private static final List<List<String>> STEPS = List.of(FIRST, CHANGED_ROWS);

    /// The schema as of this Jamey.
    static final Schema CURRENT = new Schema(STEPS);

    private final List<List<String>> steps;

    Schema(List<List<String>> steps) {
        this.steps = steps;
    }

    /// This schema and one step more.
    Schema then(List<String> step) {
        return new Schema(Stream.concat(steps.stream(), Stream.of(step)).toList());
    }

    /// Makes a complete file under another name and moves it into place, so that the file is never half made.
    void create(Path file, InstantSource clock) {
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.deleteIfExists(draft);
            try (Sql sql = Sql.open(draft, Sql.Use.WRITE)) {
                // One sync at the end is enough: nobody has seen the draft.
                sql.run("PRAGMA synchronous = OFF");
                sql.run("PRAGMA journal_mode = MEMORY");
                sql.run("PRAGMA page_size = " + PAGE_BYTES);
                // Pages that become free can then be given back without rewriting the file.
                sql.run("PRAGMA auto_vacuum = INCREMENTAL");
                sql.run("PRAGMA application_id = " + APPLICATION_ID);
                migrate(sql);
                sql.run(
                        "INSERT INTO meta VALUES('created_at', ?)",
                        clock.instant().toString());
                sql.run("INSERT INTO meta VALUES('created_by', ?)", createdBy());
                sql.run("PRAGMA journal_mode = WAL");
            }
            try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
            syncFolder(file);
        } catch (IOException e) {
            throw new MemoryException(Kind.UNAVAILABLE, "cannot create " + file + ": " + e, e);
        }
    }

    /// Refuses a file that is not ours or newer than we are, by its first bytes alone.
    ///
    /// Only while no connection of this process has it open: closing any descriptor of a file drops the locks
    /// that SQLite holds on it.
    void inspect(Path file) {
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            while (header.hasRemaining() && channel.read(header) > 0) {}
        } catch (IOException e) {
            throw new MemoryException(Kind.UNAVAILABLE, "cannot read " + file + ": " + e, e);
        }
        header.flip();
        if (header.limit() < HEADER_BYTES
                || !header.slice(0, MAGIC.length).equals(ByteBuffer.wrap(MAGIC))
                || header.getInt(APPLICATION_AT) != APPLICATION_ID) {
            throw new MemoryException(
                    Kind.CORRUPT, file + " is not a Jamey store, or its first page is damaged; it was left as it is");
        }
        refuseNewer(file, header.getInt(VERSION_AT));
    }

    /// Takes every step that is missing, each in a transaction of its own.
    void migrate(Sql sql) {
        long version = sql.number(0, "PRAGMA user_version");
        refuseNewer(sql.file(), version);
        for (int next = (int) version; next < steps.size(); next++) {
            sql.run("BEGIN IMMEDIATE");
            try {
                steps.get(next).forEach(sql::run);
                sql.run("PRAGMA user_version = " + (next + 1));
                sql.run("COMMIT");
            } catch (RuntimeException e) {
                sql.rollback();
                throw e;
            }
        }
    }

    private void refuseNewer(Path file, long version) {
        if (version > steps.size()) {
            throw new MemoryException(
                    Kind.UNAVAILABLE,
                    file + " has format " + version + ", written by a newer Jamey; this one knows formats up to "
                            + steps.size() + ": use the newer one. The file was left as it is");
        }
    }

    private static String createdBy() {
        String version = Schema.class.getPackage().getImplementationVersion();
        return "Jamey " + (version == null ? "(unreleased)" : version);
    }

    /// Makes the new name itself durable, where the system lets folders be opened.
    private static void syncFolder(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // Windows opens no folders, and makes names durable without being asked.
            if (!System.getProperty("os.name").startsWith("Windows")) {
                throw new MemoryException(Kind.UNAVAILABLE, "cannot make " + file + " durable: " + e, e);
            }
        }
    }
}
