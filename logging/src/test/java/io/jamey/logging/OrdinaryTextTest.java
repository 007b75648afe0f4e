package io.jamey.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is no secret stays as it is: a log that hides too much helps nobody.
class OrdinaryTextTest {
    private final Redactor redactor = Redactor.usual();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a POST request failed",
                "the password policy asks for 12 characters",
                "password policy: at least 12 characters, no names",
                "PASSWORD_POLICY=strict",
                "max_tokens=512, tokens: 17",
                "{\"max_tokens\":512,\"token_count\":3,\"total_tokens\": 99}",
                "tokenizer=bge, token type: word",
                "key_file=/etc/jamey/keys secret_file: /run/secrets/key",
                "read 3 keys from /var/lib/jamey/memory.db.keys",
                "set JAMEY_EMBEDDINGS_KEY or JAMEY_EMBEDDINGS_KEY_FILE",
                "a key begins with 'jamey_' and has 64 letters and digits",
                "the key jamey_Ab3dEf7h has expired",
                "token: null, password=none, secret: \"\"",
                "the secret of a good memory is sleep",
                "basic authentication is refused, bearer tokens are not",
                "Basic research and bearer bonds; bearer of bad news",
                "sk-learn and sk-based-estimators-are-fine",
                "hf_hub and ghp and glue-pattern and xox",
                "eyJ is how objects begin, and io.jamey.logging.Redactor is a class",
                "http://127.0.0.1:8080/v1/memories?limit=10&cursor=abc",
                "https://example.org/users/ann@example.org and https://example.org:8443/a@b/c",
                "http://[::1]:8080/v1 at ann@example.org",
                "https://example.org?mail=ann@example.org",
                "jdbc:sqlite:/var/lib/jamey/memory.db",
                "io.jamey.embedded.Engine.open(Engine.java:42)",
                "    at java.base/java.lang.Thread.run(Thread.java:1583)",
                "at 2026-11-26T11:27:46.123456789Z took 12.5 ms",
                "commit 859d949f0c2b1a3d4e5f60718293a4b5c6d7e8f9 is newer",
                "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                "id 01890a5d-ac96-774b-bcce-b302099a8057 of namespace ann",
                "took 4111222233334444 ns and 1732620466123 ms",
                "4.1112222333344441e15 and 4012888888881881.5",
                "-----BEGIN CERTIFICATE----- is public",
                "SELECT id, token_hash_count FROM memories WHERE namespace = ?",
                "C:\\Users\\ann\\jamey.yaml: limits.page: 100",
                "namespace=ann operation=search took=12 scanned=10000 strategy=prefixes+words",
                "limits.requests_per_second=50 quota.memories=100000",
                "session 5f3a is idle; the session id is june",
                "compass: north, bypass=on, trespass: no",
                "monkey: 3, turkey=4, primary key: id, keyboard=de",
                "author: Ann, authority=root, authorized: yes",
                "{\"key\":\"colour\",\"value\":\"green\"}",
                "Content-Type: application/json; Accept: */*",
                "ETag: \"3\" If-Match: \"2\"",
                "0.12, 0.34, -0.56 and 1e-9 are numbers",
                "wait... what? (yes) [no] {maybe} <b>bold</b>",
                "grüße, 東京, \uD83D\uDE00 and \u05D0"
            })
    void staysAsItIs(String text) {
        assertThat(redactor.redact(text)).isEqualTo(text);
    }

    @Test
    void idsAndHashesAndNumbersStayAsTheyAre() {
        long seed = Long.getLong("jamey.seed", System.nanoTime());
        System.out.println("OrdinaryTextTest: -Djamey.seed=" + seed);
        var random = new SplittableRandom(seed);
        for (int i = 0; i < 2_000; i++) {
            var id = new UUID(random.nextLong(), random.nextLong());
            String hash = new Template("", "{h1}{h32}{h31}").fill(random).text();
            String text = "memory " + id + " " + hash + " " + random.nextInt() + " " + random.nextDouble() + " "
                    + random.nextLong(1_000_000_000_000L);
            assertThat(redactor.redact(text)).isEqualTo(text);
        }
    }

    @Test
    void onlyTheSecretIsTakenOut() {
        assertThat(redactor.redact("login user=ann password=hunter2 from 10.0.0.7"))
                .isEqualTo("login user=ann password=[redacted] from 10.0.0.7");
        assertThat(redactor.redact("{\"user\":\"ann\",\"password\":\"a\\\"b\",\"n\":1}"))
                .isEqualTo("{\"user\":\"ann\",\"password\":\"[redacted]\",\"n\":1}");
        assertThat(redactor.redact("https://ann:abc@example.org/x?token=def&y=1"))
                .isEqualTo("https://ann:[redacted]@example.org/x?token=[redacted]&y=1");
        assertThat(redactor.redact("Authorization: Bearer abc\nAccept: */*"))
                .isEqualTo("Authorization: [redacted]\nAccept: */*");
    }

    @Test
    void whatIsKnownWordForWordIsTakenOut() {
        Redactor knowing = redactor.knowing(List.of("correct/horse", "abc"));

        assertThat(knowing.redact("it was correct/horse, abc and correct%2Fhorse"))
                .isEqualTo("it was [redacted], abc and [redacted]");
    }
}
