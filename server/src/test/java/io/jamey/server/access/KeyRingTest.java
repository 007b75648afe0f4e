package io.jamey.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jamey.Namespace;
import io.jamey.testkit.MovableClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyRingTest {
    private static final Duration NOTICED = Duration.ofMillis(KeyRing.NOTICED_MILLIS);

    @TempDir
    private Path folder;

    private final MovableClock clock = new MovableClock();
    private KeyFile file;
    private String secret;

    @BeforeEach
    void begin() {
        file = new KeyFile(folder.resolve("memory.db.keys"));
        secret = create("ci", "team-a/*");
    }

    private String create(String name, String... namespaces) {
        return file.create(KeyFileTest.request(name, namespaces), clock.instant())
                .secret();
    }

    private KeyRing ring() {
        return new KeyRing(file, Exposure.PUBLIC, clock);
    }

    private static Refusal.@Nullable Kind refusal(
            Admission door, @Nullable String authorization, @Nullable String key) {
        try {
            door.admit(authorization, key);
            return null;
        } catch (Refusal refusal) {
            return refusal.kind();
        }
    }

    @Test
    void aKeyOpensInEitherHeader() {
        KeyRing ring = ring();
        var expected = new Caller("ci", Scope.of(List.of("team-a/*")), Permission.WRITE);

        assertThat(ring.admit("Bearer " + secret, null)).isEqualTo(expected);
        assertThat(ring.admit("bearer  " + secret + " ", null)).isEqualTo(expected);
        assertThat(ring.admit(null, secret)).isEqualTo(expected);
        assertThat(ring.admit("Bearer " + secret, secret)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Basic KEY | | other schemes",
                "KEY | | other schemes",
                "Bearer | | other schemes",
                "Bearer KEY KEY | | other schemes",
                "Bearer KEYx | | not a key",
                " | KEYx | not a key",
                "Bearer OTHER | | unknown, or was revoked",
                " | OTHER | unknown, or was revoked",
                "Bearer KEY | OTHER | different keys",
                "Bearer OTHER | KEY | different keys"
            })
    void whatIsNoKeyOpensNothingAndIsNotRepeated(@Nullable String authorization, @Nullable String apiKey, String told) {
        String other = ApiKey.random(new java.security.SecureRandom()).reveal();
        String first = authorization == null
                ? null
                : authorization.replace("KEY", secret).replace("OTHER", other);
        String second = apiKey == null ? null : apiKey.replace("KEY", secret).replace("OTHER", other);

        assertThatThrownBy(() -> ring().admit(first, second))
                .isInstanceOfSatisfying(Refusal.class, refusal -> {
                    assertThat(refusal.kind()).isEqualTo(Refusal.Kind.UNAUTHENTICATED);
                    assertThat(refusal.challenge()).contains("Bearer realm=\"jamey\", error=\"invalid_token\"");
                })
                .hasMessageContaining(told)
                .hasMessageNotContaining(secret.substring(15))
                .hasMessageNotContaining(other.substring(15));
    }

    @Test
    void withoutAKeyTheCallerLearnsHowToSendOne() {
        assertThatThrownBy(() -> ring().admit(null, null))
                .isInstanceOfSatisfying(Refusal.class, refusal -> {
                    assertThat(refusal.kind().status()).isEqualTo(401);
                    assertThat(refusal.challenge()).contains("Bearer realm=\"jamey\"");
                })
                .hasMessageContaining("Authorization: Bearer");
    }

    @Test
    void theIdOfAKeyIsNotEnough() {
        String other = ApiKey.random(new java.security.SecureRandom()).reveal();
        // well-formed, with the id of the known key and the secret of another: only the hash tells them apart
        String forged = forged(secret.substring(0, 15), other.substring(15, 58));

        assertThat(refusal(ring(), null, forged)).isEqualTo(Refusal.Kind.UNAUTHENTICATED);
    }

    /// Finds the check digits by asking for them, as a thief would compute them.
    private static String forged(String head, String middle) {
        var crc = new java.util.zip.CRC32();
        crc.update((head + middle).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        String digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
        var check = new StringBuilder();
        for (long rest = crc.getValue(); check.length() < 6; rest /= 62) {
            check.insert(0, digits.charAt((int) (rest % 62)));
        }
        String forged = head + middle + check;
        assertThat(ApiKey.parse(forged).id()).isEqualTo(head.substring(6, 14));
        return forged;
    }

    @Test
    void keysComeAndGoWhileTheServerRuns() {
        KeyRing ring = ring();
        String added = create("cd", "b");
        assertThat(refusal(ring, null, added)).isEqualTo(Refusal.Kind.UNAUTHENTICATED);

        clock.advance(NOTICED);
        assertThat(ring.admit(null, added).name()).isEqualTo("cd");

        file.revoke("ci");
        clock.advance(NOTICED);
        assertThat(refusal(ring, null, secret)).isEqualTo(Refusal.Kind.UNAUTHENTICATED);
        assertThat(ring.admit(null, added).name()).isEqualTo("cd");
    }

    @Test
    void aKeyIsExchangedForAnotherWithoutAGap() {
        KeyRing ring = ring();
        String next = create("ci-2", "team-a/*");
        clock.advance(NOTICED);
        assertThat(ring.admit(null, secret).scope())
                .isEqualTo(ring.admit(null, next).scope());

        file.revoke("ci");
        clock.advance(NOTICED);
        assertThat(refusal(ring, null, secret)).isEqualTo(Refusal.Kind.UNAUTHENTICATED);
        assertThat(ring.admit(null, next).name()).isEqualTo("ci-2");
    }

    @Test
    void aKeyOpensUntilItExpiresAndNoLonger() {
        var end = clock.instant().plus(Duration.ofDays(1));
        String brief = file.create(
                        new KeyRequest("brief", Scope.everything(), Permission.READ, Optional.of(end)), clock.instant())
                .secret();
        KeyRing ring = ring();

        clock.advance(Duration.ofDays(1).minusNanos(1_000));
        assertThat(ring.admit(null, brief).name()).isEqualTo("brief");
        clock.advance(Duration.ofNanos(1_000));
        assertThatThrownBy(() -> ring.admit(null, brief))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("'brief' expired");
    }

    @Test
    void nobodyIsLetInWhileTheKeysCannotBeRead() throws IOException {
        KeyRing ring = ring();
        byte[] whole = Files.readAllBytes(file.path());
        Files.writeString(file.path(), "{");
        clock.advance(NOTICED);

        assertThatThrownBy(() -> ring.admit(null, secret)).isInstanceOfSatisfying(Refusal.class, refusal -> {
            assertThat(refusal.kind()).isEqualTo(Refusal.Kind.UNAVAILABLE);
            assertThat(refusal.retryAfterMillis()).hasValue(KeyRing.NOTICED_MILLIS);
        });
        assertThatThrownBy(this::ring).isInstanceOf(UncheckedIOException.class);

        Files.write(file.path(), whole);
        clock.advance(NOTICED);
        assertThat(ring.admit(null, secret).name()).isEqualTo("ci");
    }

    @Test
    void losingTheFileOpensNothing() throws IOException {
        for (Exposure exposure : Exposure.values()) {
            var ring = new KeyRing(file, exposure, clock);
            byte[] whole = Files.readAllBytes(file.path());
            Files.delete(file.path());
            clock.advance(NOTICED);

            assertThat(refusal(ring, null, secret)).isEqualTo(Refusal.Kind.UNAUTHENTICATED);
            assertThat(refusal(ring, null, null)).isEqualTo(Refusal.Kind.UNAUTHENTICATED);
            Files.write(file.path(), whole);
        }
    }

    @Test
    void theFirstKeyClosesAnOpenDoorForGood() throws IOException {
        Files.delete(file.path());
        var ring = new KeyRing(file, Exposure.LOOPBACK, clock);
        assertThat(ring.isOpen()).isTrue();
        assertThat(ring.admit(null, null)).isEqualTo(Caller.anyone());
        assertThat(ring.admit("Bearer whatever", null)).isEqualTo(Caller.anyone());

        String first = create("first", "a");
        clock.advance(NOTICED);
        assertThat(ring.isOpen()).isFalse();
        assertThat(refusal(ring, null, null)).isEqualTo(Refusal.Kind.UNAUTHENTICATED);
        assertThat(ring.admit(null, first).namespace()).contains(Namespace.of("a"));

        file.revoke("first");
        clock.advance(NOTICED);
        assertThat(refusal(ring, null, null)).isEqualTo(Refusal.Kind.UNAUTHENTICATED);
        Files.delete(file.path());
        clock.advance(NOTICED);
        assertThat(ring.isOpen()).isFalse();
        assertThat(refusal(ring, null, null)).isEqualTo(Refusal.Kind.UNAUTHENTICATED);
    }

    @Test
    void aPublicServerIsNeverOpen() throws IOException {
        Files.delete(file.path());
        KeyRing ring = ring();

        assertThat(ring.isOpen()).isFalse();
        assertThat(refusal(ring, null, null)).isEqualTo(Refusal.Kind.UNAUTHENTICATED);
    }

    @Test
    void hashesOfKeysAreComparedInConstantTime() throws IOException {
        Path sources = Path.of("src/main/java/io/jamey/server/access");
        try (var files = Files.list(sources)) {
            for (Path source : files.toList()) {
                String text = Files.readString(source);
                boolean touchesHashes = text.contains("sha256");
                String name = source.getFileName().toString();
                if (name.equals("KeyRecord.java")) {
                    assertThat(text).contains("MessageDigest.isEqual(").doesNotContain("sha256.equals");
                } else if (touchesHashes) {
                    // one makes them, one writes and reads them, and neither compares
                    assertThat(name).isIn("ApiKey.java", "KeyFileJson.java");
                    assertThat(text).doesNotContain("sha256().equals").doesNotContain("Arrays.equals");
                }
            }
        }
    }
}
