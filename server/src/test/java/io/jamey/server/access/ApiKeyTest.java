package io.jamey.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeyTest {
    private static final RandomGenerator RANDOM = new SecureRandom();

    @Test
    void aKeyCanBeToldFromOtherTexts() {
        for (int i = 0; i < 1_000; i++) {
            String text = ApiKey.random(RANDOM).reveal();

            assertThat(text).hasSize(64).matches("jamey_[0-9A-Za-z]{8}_[0-9A-Za-z]{49}");
            assertThat(ApiKey.parse(text).reveal()).isEqualTo(text);
        }
    }

    @Test
    void everyBitOfTheSecretIsRandom() {
        Set<String> secrets = new HashSet<>();
        Set<Character> firsts = new HashSet<>();
        for (int i = 0; i < 2_000; i++) {
            String secret = ApiKey.random(RANDOM).reveal().substring(15, 58);
            secrets.add(secret);
            firsts.add(secret.charAt(0));
        }

        assertThat(secrets).hasSize(2_000);
        // 2^256 is a little less than 62^43: the first digit takes 61 values of 62, the last all
        assertThat(firsts).hasSizeGreaterThan(50);
    }

    @Test
    void everySingleTypoIsToldFromAnUnknownKey() {
        var random = Seed.random();
        String text = ApiKey.random(random).reveal();
        for (int place = ApiKey.PREFIX.length(); place < text.length(); place++) {
            if (text.charAt(place) == '_') {
                continue;
            }
            char other = text.charAt(place) == 'x' ? 'y' : 'x';
            String typo = text.substring(0, place) + other + text.substring(place + 1);

            assertThatThrownBy(() -> ApiKey.parse(typo))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("mistyped");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "jamey_", "sk-1234567890", "jamey_abcdefgh_short", "JAMEY_12345678_x"})
    void whatIsNoKeyIsRefusedWithoutBeingRepeated(String text) {
        assertThatThrownBy(() -> ApiKey.parse(text + "\u00e9"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("64 letters and digits")
                .hasMessageNotContaining("\u00e9");
    }

    @Test
    void aKeyIsNotShownByChance() {
        ApiKey key = ApiKey.random(RANDOM);

        assertThat(key.toString())
                .contains(key.id())
                .doesNotContain(key.reveal().substring(15));
    }
}
