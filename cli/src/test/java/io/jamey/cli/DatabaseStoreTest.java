package io.jamey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jamey.MemoryPatch;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.embeddings.EmbedderSettings;
import io.jamey.redis.CircuitState;
import io.jamey.server.access.Quota;
import io.jamey.server.settings.CacheSettings;
import io.jamey.server.settings.StoreSettings;
import io.jamey.testkit.ServerScript;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The commands on a store in a real PostgreSQL.
class DatabaseStoreTest {
    @SuppressWarnings("NullAway.Init") // before all tests
    private static DatabaseServer server;

    @TempDir
    private Path home;

    private final String schema = "test_cli_" + Long.toString(System.nanoTime(), 36);

    private Shell shell;

    @BeforeAll
    static void bringUp() {
        server = DatabaseServer.run();
    }

    /// Other tests of this process look for processes that were left.
    @AfterAll
    static void end() {
        server.close();
    }

    /// The server may be one that goes on.
    @AfterEach
    void drop() throws SQLException {
        server.execute("DROP SCHEMA IF EXISTS " + schema + " CASCADE");
    }

    @BeforeEach
    void begin() {
        shell = server.shell(home).with("JAMEY_STORE_SCHEMA", schema);
    }

    @Test
    void memoriesMoveFromAFileToADatabaseAndBackWithTheirEmbeddings() throws IOException {
        String lines = Files.writeString(home.resolve("lines"), """
                {"id":"01890a5d-ac96-774b-bcce-b302099a8057","namespace":"ann","session_id":"s","sequence":4,\
                "content":"tea \\"x\\" 🍵","embedding":[0.1,-3e-20,1],"metadata":{"n":9007199254740993,"x":1.5},\
                "importance":0.125,"created_at":"2025-03-01T09:30:00.000001Z","expires_at":"2099-01-01T00:00:00Z"}
                {"id":"01890a5d-ac96-774b-bcce-b302099a8058","namespace":"bo","content":"bare"}
                """).toString();
        String file = home.resolve("memory.db").toString();
        shell.ok("import", "--store", file, lines);
        String there = export("--store", file);
        shell.ok("import", there);
        String back = export();
        String again = home.resolve("again.db").toString();
        shell.ok("import", "--store", again, back);

        assertThat(ImportExportTest.chosen(Files.readString(Path.of(back))))
                .hasSize(2)
                .isEqualTo(ImportExportTest.chosen(Files.readString(Path.of(there))))
                .isEqualTo(ImportExportTest.chosen(Files.readString(Path.of(export("--store", again)))));
        assertThat(Files.readString(Path.of(back))).contains("\"embedding\":\"");
    }

    private String export(String... where) {
        String file = home.resolve("exported-" + System.nanoTime()).toString();
        var arguments = new ArrayList<>(List.of("export", "--all-namespaces", file));
        arguments.addAll(List.of(where));
        shell.ok(arguments.toArray(String[]::new));
        return file;
    }

    @Test
    void whatIsStoredIsFound() {
        shell.ok("store", "Ann drinks green tea.");
        shell.ok("store", "Bo repairs bicycles.");

        assertThat(shell.ok("search", "tea")).contains("Ann drinks green tea.");
        assertThat(shell.ok("stats")).contains("postgresql://").contains("memories              2");
        assertThat(shell.run("verify").err()).contains("is a database: 'jamey doctor --verify' looks into it");
    }

    @Test
    void aDatabaseIsFilledWithMadeUpMemories() {
        shell.ok("bench", "data", "--rows", "120", "--dim", "8", "--namespaces", "3");

        assertThat(shell.ok("stats")).contains("memories              120").contains("namespaces            3");
        assertThat(shell.ok("bench", "data", "--rows", "120", "--dim", "8", "--namespaces", "3"))
                .contains("120 memories, 0 of them new");
    }

    /// As two servers do that share a database and a Redis.
    @Test
    @Timeout(60)
    void whatOneWritesIsSeenByAnotherThatHadItCached() throws InterruptedException {
        try (var redis = ServerScript.run("redis");
                var writer = stack(redis.url());
                var reader = stack(redis.url())) {
            Namespace ann = Namespace.of("ann");
            UUID id = writer.store()
                    .store(ann, NewMemory.of("Ann drinks tea.").build())
                    .id();
            while (reader.cache().orElseThrow().statistics().hits() == 0) { // Redis is relied on after a second
                reader.store().retrieve(ann, id);
                Thread.sleep(10);
            }
            writer.store()
                    .update(
                            ann,
                            id,
                            MemoryPatch.change().content("Ann drinks coffee.").build());

            while (!reader.store().retrieve(ann, id).orElseThrow().content().equals("Ann drinks coffee.")) {
                Thread.sleep(10);
            }
            assertThat(reader.shared().orElseThrow().circuit()).isEqualTo(CircuitState.CLOSED);
        }
    }

    private StoreStack stack(String redis) {
        var cache = new CacheSettings(1 << 20, Optional.of(URI.create(redis)), Optional.empty());
        return StoreStack.over(
                Backends.create(store()), new Layers(new EmbedderSettings.None(), Quota.unlimited(), cache));
    }

    private StoreSettings store() {
        return new StoreSettings(server.location(), Optional.of(server.password()), schema, 4);
    }

    @Test
    void aWrongPasswordIsSaidPlainly() {
        Shell.Result result = shell.with("JAMEY_STORE_PASSWORD", "sesame").run("stats");

        assertThat(result.code()).isNotEqualTo(ExitCode.OK);
        assertThat(result.err()).contains("password").doesNotContain("sesame").hasLineCount(1);
    }
}
