package io.jamey.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextTraitsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ''                          | 0
                    ' - ... !'                  | 0
                    Hello                       | 1
                    'What is  new,\tAnn?'       | 4
                    I don't know                | 3
                    Ann’s o'clock               | 2
                    {"a":1,"b":[2,3]}           | 5
                    https://example.org/a/b     | 5
                    naïve cafe\u0301            | 2
                    नमस्ते दुनिया                    | 2
                    今天天气很好                  | 6
                    カフェ2杯                    | 5
                    Ann 喜欢 tea                 | 4
                    👍🏽 ok                        | 1
                    """)
    void words_are_runs_of_letters_and_digits(String text, int words) {
        assertThat(TextTraits.of(text).words()).isEqualTo(words);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Why?",
                "Why? ",
                "Why?\n",
                "She asked \"why?\"",
                "(Why?)",
                "Why? 🤔",
                "Why?!",
                "Why?? 👍🏽 ❤️",
                "为什么？",
                "لماذا؟",
                "?"
            })
    void a_question_ends_in_its_mark_whatever_follows_that_is_no_word(String text) {
        assertThat(TextTraits.of(text).asks()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Because.", "Why? Because.", "Why? 1", "What a day", "🤔"})
    void a_text_that_goes_on_after_the_mark_is_no_question(String text) {
        assertThat(TextTraits.of(text).asks()).isFalse();
    }

    @Test
    void a_text_is_short_up_to_120_words() {
        assertThat(TextTraits.of("word ".repeat(120)).isShort()).isTrue();
        assertThat(TextTraits.of("word ".repeat(121)).isShort()).isFalse();
    }

    @Test
    void two_turns_are_short_together_up_to_120_words_in_sum() {
        var answer = new TextTraits(70, false);
        assertThat(answer.isShortAfter(new TextTraits(50, true))).isTrue();
        assertThat(answer.isShortAfter(new TextTraits(51, true))).isFalse();
        assertThat(answer.isShortAfter(new TextTraits(Integer.MAX_VALUE, true))).isFalse();
    }

    @Test
    void a_text_cannot_have_fewer_than_no_words() {
        assertThatIllegalArgumentException().isThrownBy(() -> new TextTraits(-1, false));
    }
}
