package io.jamey.server.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyFileTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678901Z");

    @TempDir
    private Path folder;

    private Path deep;
    private Path path;
    private KeyFile file;

    @BeforeEach
    void begin() {
        deep = folder.resolve("deep");
        path = deep.resolve("memory.db.keys");
        file = new KeyFile(path);
    }

    static KeyRequest request(String name, String... namespaces) {
        return new KeyRequest(name, Scope.of(List.of(namespaces)), Permission.WRITE, Optional.empty());
    }

    @Test
    void whatIsKnownOfAKeyIsKeptAndTheKeyIsNot() throws IOException {
        var request = new KeyRequest(
                "ci", Scope.of(List.of("team-a/*", "b")), Permission.READ, Optional.of(NOW.plusSeconds(60)));

        KeyFile.Created created = file.create(request, NOW);

        assertThat(new KeyFile(path).read()).contains(List.of(created.key()));
        assertThat(created.key().isOf(ApiKey.parse(created.secret()))).isTrue();
        assertThat(created.key().caller())
                .isEqualTo(new Caller("ci", Scope.of(List.of("team-a/*", "b")), Permission.READ));
        String secret = created.secret().substring(15);
        assertThat(Files.readString(path)).doesNotContain(secret);
        assertThat(created.toString() + created.key())
                .doesNotContain(secret)
                .doesNotContain(created.key().sha256());
    }

    @Test
    void onlyItsOwnerCanReadItAndNothingElseIsLeft() throws IOException {
        file.create(request("ci", "*"), NOW);
        file.create(request("cd", "*"), NOW);

        try (Stream<Path> files = Files.list(deep)) {
            assertThat(files)
                    .allSatisfy(each -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
                            .isEqualTo("rw-------"));
        }
        assertThat(deep.toFile().list()).containsExactlyInAnyOrder("memory.db.keys", "memory.db.keys.lock");
    }

    @Test
    void aKeyIsRevokedByItsName() {
        file.create(request("ci", "*"), NOW);
        file.create(request("cd", "*"), NOW);

        assertThat(file.revoke("ci"))
                .hasValueSatisfying(key -> assertThat(key.name()).isEqualTo("ci"));
        assertThat(file.revoke("ci")).isEmpty();
        assertThat(file.read().orElseThrow()).extracting(KeyRecord::name).containsExactly("cd");
        file.create(request("ci", "*"), NOW);
    }

    @Test
    void aNameIsTakenOnce() {
        file.create(request("ci", "*"), NOW);

        assertThatThrownBy(() -> file.create(request("ci", "a"), NOW))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("revoke that one first");
        assertThatThrownBy(() -> file.create(request("two words", "a"), NOW))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("two words");
        assertThatThrownBy(() ->
                        file.create(new KeyRequest("old", Scope.everything(), Permission.READ, Optional.of(NOW)), NOW))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expired already");
        assertThat(file.read().orElseThrow()).hasSize(1);
    }

    @Test
    void noFileIsNoKeysAndRevokingMakesNone() {
        assertThat(file.read()).isEmpty();
        assertThat(file.revoke("ci")).isEmpty();
        assertThat(path).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"format\":1 | \"format\":2 | format 1",
                "\"keys\":[ | \"quays\":[ | format 1",
                "\"may\":\"write\" | \"may\":\"root\" | read, write or administer",
                "\"may\":\"write\" | \"may\":\"write\",\"admin\":true | unknown field",
                "\"sha256\":\" | \"sha256\":\"zz | hexadecimal",
                "\"namespaces\":[\"*\"] | \"namespaces\":[] | a scope must name",
                "\"namespaces\":[\"*\"] | \"namespaces\":[1] | not a text",
                "\"namespaces\":[\"*\"] | \"namespaces\":\"*\" | not a list",
                "\"namespaces\":[\"*\"] | \"namespaces\":[\"a*\"] | key 1",
                "\"created\":\" | \"created\":\"x | key 1",
                "\"name\":\"ci\" | \"name\":\"c i\" | letters",
                "] | ) | damaged"
            })
    void damageIsToldWithWhatToDo(String part, String instead, String told) throws IOException {
        file.create(request("ci", "*"), NOW);
        String whole = Files.readString(path);
        assertThat(whole).contains(part);
        Files.writeString(path, whole.replace(part, instead));

        assertThatThrownBy(file::read)
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(path.toString())
                .hasMessageContaining(told)
                .hasMessageContaining("Restore it from a backup");
        assertThatThrownBy(() -> file.create(request("cd", "*"), NOW)).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void everyTruncationIsNoticed() throws IOException {
        file.create(request("ci", "*"), NOW);
        file.create(request("cd", "*"), NOW);
        byte[] whole = Files.readAllBytes(path);
        for (int length = 0; length < whole.length - 2; length++) {
            Files.write(path, java.util.Arrays.copyOf(whole, length));

            assertThatThrownBy(file::read).isInstanceOf(UncheckedIOException.class);
        }
    }

    @Test
    void twoKeysWithOneNameAreDamage() throws IOException {
        file.create(request("ci", "*"), NOW);
        String line = Files.readAllLines(path).get(1);
        Files.writeString(path, "{\"format\":1,\"keys\":[\n" + line + ",\n" + line + "\n]}\n");

        assertThatThrownBy(file::read).isInstanceOf(UncheckedIOException.class).hasMessageContaining("key 2");
    }

    @Test
    void aFileOthersCanWriteToIsNotBelieved() throws IOException {
        file.create(request("ci", "*"), NOW);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-rw----"));

        assertThatThrownBy(file::read).isInstanceOf(UncheckedIOException.class).hasMessageContaining("chmod 600");
    }

    @Test
    void whatACrashLeftIsReplaced() throws IOException {
        file.create(request("ci", "*"), NOW);
        Files.write(path.resolveSibling("memory.db.keys.new"), "half".getBytes(UTF_8));

        file.create(request("cd", "*"), NOW);

        assertThat(file.read().orElseThrow()).hasSize(2);
    }

    @Test
    void aLinkStaysALink() throws IOException {
        Path real = folder.resolve("real.keys");
        new KeyFile(real).create(request("ci", "*"), NOW);
        Path link = Files.createSymbolicLink(folder.resolve("link.keys"), real);

        new KeyFile(link).create(request("cd", "*"), NOW);

        assertThat(link).isSymbolicLink();
        assertThat(new KeyFile(real).read().orElseThrow()).hasSize(2);
    }

    @Test
    void manyCanCreateAndRevokeAtOnce() throws Exception {
        int threads = 8;
        int each = 4;
        try (var executor = Executors.newFixedThreadPool(threads)) {
            List<Future<?>> running = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                String name = "t" + thread;
                running.add(executor.submit(() -> {
                    var mine = new KeyFile(path);
                    for (int i = 0; i < each; i++) {
                        mine.create(request(name + "-" + i, "*"), NOW);
                    }
                    mine.revoke(name + "-0");
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
        }

        List<KeyRecord> keys = file.read().orElseThrow();
        assertThat(keys).hasSize(threads * (each - 1));
        assertThat(keys).extracting(KeyRecord::name).doesNotContain("t0-0").contains("t0-1");
    }
}
