package io.jamey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jamey.server.access.Caller;
import io.jamey.server.access.Exposure;
import io.jamey.server.access.KeyFile;
import io.jamey.server.access.KeyRing;
import io.jamey.server.access.Permission;
import io.jamey.server.access.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysTest {
    @TempDir
    private Path home;

    private Shell shell;
    private Path file;

    @BeforeEach
    void begin() {
        shell = new Shell(home);
        file = home.resolve(".jamey/memory.db.keys");
    }

    private Caller admitted(String key) {
        try (var ring = new KeyRing(new KeyFile(file), Exposure.PUBLIC, InstantSource.system())) {
            return ring.admit(null, key);
        }
    }

    @Test
    void aKeyIsPrintedOnceAndOpensAServer() throws IOException {
        Shell.Result result = shell.run("keys", "create", "--name", "ci", "--namespace", "team-a", "--expires", "90d");

        assertThat(result.code()).isEqualTo(ExitCode.OK);
        assertThat(result.out()).matches("jamey_[0-9A-Za-z]{8}_[0-9A-Za-z]{49}\n");
        assertThat(result.err()).contains("not shown again").contains("team-a to read and write, until 20");
        assertThat(admitted(result.out().strip()))
                .isEqualTo(new Caller("ci", Scope.of(List.of("team-a")), Permission.WRITE));
        String secret = result.out().strip().substring(15);
        assertThat(Files.readString(file)).doesNotContain(secret);
        assertThat(shell.ok("keys", "list"))
                .contains("ci")
                .contains("team-a")
                .contains("write")
                .doesNotContain(secret);
        assertThat(shell.ok("keys", "list", "--json")).doesNotContain(secret).doesNotContain("sha256");
    }

    @Test
    void programsGetEverythingAtOnce() {
        Map<?, ?> created = Shell.fields(
                shell.ok("keys", "create", "--json", "--name", "all", "-n", "team-a/*", "-n", "b", "--read-only"));

        assertThat(created.get("namespaces")).isEqualTo(List.of("team-a/*", "b"));
        assertThat(created.get("may")).isEqualTo("read");
        assertThat(admitted(String.valueOf(created.get("key"))).permission()).isEqualTo(Permission.READ);
        Map<?, ?> listed = (Map<?, ?>) Shell.items(Shell.fields(shell.ok("keys", "list", "--json")), "keys")
                .getFirst();
        assertThat(listed.get("id")).isEqualTo(created.get("id"));
        assertThat(listed.get("key")).isNull();
    }

    @Test
    void theListSaysWhenAKeyWasUsedLast() {
        String key =
                shell.ok("keys", "create", "--name", "ci", "--namespace", "a").strip();
        shell.ok("keys", "create", "--name", "idle", "--namespace", "a");
        try (var ring = new KeyRing(new KeyFile(file), Exposure.PUBLIC, InstantSource.system())) {
            ring.admit(null, key);
        }

        assertThat(shell.ok("keys", "list").lines())
                .anySatisfy(line -> assertThat(line).matches("ci .* 20\\d\\d-\\d\\d-\\d\\d \\d\\d:\\d\\d +never"))
                .anySatisfy(line -> assertThat(line).matches("idle .* never +never"));
        assertThat(shell.ok("keys", "list", "--json")).containsOnlyOnce("\"last_used\":\"20");
    }

    @Test
    void aKeyIsRevokedByName() {
        shell.ok("keys", "create", "--name", "ops", "--namespace", "*", "--admin");

        assertThat(shell.run("keys", "revoke", "opps").err()).contains("did you mean 'ops'?");
        assertThat(shell.run("keys", "revoke", "opps").code()).isEqualTo(ExitCode.NOT_SO);
        assertThat(shell.ok("keys", "revoke", "ops")).startsWith("revoked ops");
        assertThat(shell.ok("keys", "list")).startsWith("no keys in " + file);
        assertThat(Shell.fields(shell.run("keys", "revoke", "ops", "--json").out())
                        .get("revoked"))
                .isEqualTo(false);
    }

    @Test
    void whatMeansNothingMakesNoKey() {
        for (String[] args : new String[][] {
            {"keys"},
            {"keys", "create", "--name", "ci"},
            {"keys", "create", "--namespace", "a"},
            {"keys", "create", "--name", "c i", "--namespace", "a"},
            {"keys", "create", "--name", "ci", "--namespace", "a*"},
            {"keys", "create", "--name", "ci", "--namespace", "a", "--read-only", "--admin"},
            {"keys", "create", "--name", "ci", "--namespace", "a", "--expires", "soon"},
            {"keys", "create", "--name", "ci", "--namespace", "a", "--expires", "0d"},
            {"keys", "create", "--name", "ci", "--namespace", "a", "--port", "1"}
        }) {
            assertThat(shell.run(args).code()).as(String.join(" ", args)).isEqualTo(ExitCode.BAD_INPUT);
        }
        assertThat(file).doesNotExist();
    }

    @Test
    void theFileIsWhereTheSettingsSay() {
        shell.ok(
                "keys",
                "create",
                "--name",
                "a",
                "--namespace",
                "a",
                "--store",
                home.resolve("x.db").toString());
        shell.with("JAMEY_KEYS_FILE", home.resolve("y").toString())
                .ok("keys", "create", "--name", "a", "--namespace", "a");

        assertThat(home.resolve("x.db.keys")).exists();
        assertThat(home.resolve("y")).exists();
        assertThat(home.resolve("x.db")).doesNotExist();
    }

    @Test
    void aDamagedFileIsTold() throws IOException {
        shell.ok("keys", "create", "--name", "ci", "--namespace", "a");
        Files.writeString(file, "{}");

        Shell.Result result = shell.run("keys", "list");

        assertThat(result.code()).isEqualTo(ExitCode.UNAVAILABLE);
        assertThat(result.err()).contains(file.toString()).contains("damaged").contains("backup");
    }
}
