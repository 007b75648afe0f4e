package io.jamey.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuestionTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    What did Ann do in May 2023?               | 2023-05-01T00:00:00Z | 2023-06-01T00:00:00Z
                    What did Ann do in May 2023?               | 2023-05-31T23:59:59Z | 2022-05-31T12:00:00Z
                    what did ann do in may 2023                | 2023-05-08T12:00:00Z | 2023-04-30T23:59:59Z
                    What happened on 8 May, 2023?              | 2023-05-20T12:00:00Z | 2023-06-08T12:00:00Z
                    What happened on May 8th, 2023?            | 2023-05-20T12:00:00Z | 2023-06-08T12:00:00Z
                    What happened on the 8th of may?           | 2021-05-20T12:00:00Z | 2021-08-08T12:00:00Z
                    Where was she on 2023-05-08?               | 2023-05-20T12:00:00Z | 2023-06-20T12:00:00Z
                    Where was she on 2023/05/08?               | 2023-05-20T12:00:00Z | 2023-08-20T12:00:00Z
                    Where was she on 2023-05-08T10:00:00Z?     | 2023-05-20T12:00:00Z | 2023-08-20T12:00:00Z
                    What did we plan last July?                | 2022-07-10T00:00:00Z | 2022-08-10T00:00:00Z
                    What about Sept. 2022?                     | 2022-09-10T00:00:00Z | 2023-09-10T00:00:00Z
                    Which trip in 2022 was it?                 | 2022-12-31T23:59:59Z | 2023-01-01T00:00:00Z
                    Which trip in december was it, in 2022?    | 2022-12-31T23:59:59Z | 2022-11-30T23:59:59Z
                    From April to June 2023, who left?         | 2023-04-10T00:00:00Z | 2023-08-10T00:00:00Z
                    From April to June 2023, who left?         | 2023-06-10T00:00:00Z | 2022-04-10T00:00:00Z
                    In May or March, who left?                 | 2019-03-10T00:00:00Z | 2019-04-10T00:00:00Z
                    Who left between December 2022 and May 2023? | 2022-12-10T00:00:00Z | 2022-05-10T00:00:00Z
                    Who left between December 2022 and May 2023? | 2023-05-10T00:00:00Z | 2023-12-10T00:00:00Z
                    What came in May 2023 and in 2024?         | 2024-11-10T00:00:00Z | 2023-11-10T00:00:00Z
                    What is planned this May?                  | 2023-05-10T00:00:00Z | 2023-04-10T00:00:00Z
                    """)
    void a_month_or_year_names_the_times_in_it(String text, Instant in, Instant out) {
        var question = Question.of(text);

        assertThat(question.names(in)).isTrue();
        assertThat(question.names(out)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "May I ask what Ann drinks?",
                "What may she have said?",
                "This may be her dog?",
                "may 5 people come?",
                "Did they march for peace?",
                "What was the march about?",
                "Who is the august guest?",
                "What did June say to April?",
                "Is Jan at home?",
                "Did it cost $2023?",
                "Did she walk 12023 steps?",
                "Who was there in the 1990s?",
                "What did she do last week?",
                "What happened on 05/08?",
                ""
            })
    void a_question_without_a_month_or_year_names_no_time(String text) {
        var question = Question.of(text);

        for (int month = 1; month <= 12; month++) {
            assertThat(question.names(Instant.parse("2023-%02d-10T00:00:00Z".formatted(month))))
                    .as("month " + month)
                    .isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    What does Ann drink?             | Ann
                    what does ann drink?             | Ann
                    What is Ann's drink?             | Ann
                    What is Ann’s drink?             | Ann
                    ANN: drinks?                     | Ann
                    What does Bob Miller drink?      | Bob Miller
                    What does Bob drink?             | Bob Miller
                    What did bob miller tell Bob?    | Bob Miller
                    Where is José?                   | José
                    Will Will come?                  | Will
                    """)
    void a_question_may_name_one_known_actor(String text, String actor) {
        var known = List.of("Ann", "Bob Miller", "José", "Will");

        assertThat(Question.of(text).namedAmong(known)).containsExactly(actor);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "What did Ann tell Bob?",
                "What does anna drink?",
                "Who planned the annual trip?",
                "What does Miller drink?",
                "Will they come?",
                "When will they come?",
                "What did the user say to the assistant?",
                "What did I say?",
                "What did User 7 say to user?",
                ""
            })
    void a_question_that_names_none_or_several_is_about_nobody(String text) {
        var known = List.of("Ann", "Bob Miller", "Will", "user", "assistant", "User 8", "I");

        assertThat(Question.of(text).namedAmong(known)).isEmpty();
    }

    @Test
    void a_first_name_that_two_share_names_neither() {
        var known = List.of("Ann Lee", "Ann Moss");

        assertThat(Question.of("Where is Ann?").namedAmong(known)).isEmpty();
        assertThat(Question.of("Where is Ann Lee?").namedAmong(known)).containsExactly("Ann Lee");
        assertThat(Question.of("Ann Lee, is Ann here?").namedAmong(known)).containsExactly("Ann Lee");
    }

    @Test
    void the_longest_name_is_the_one_meant() {
        assertThat(Question.of("Where is Ann Lee?").namedAmong(List.of("Ann", "Ann Lee")))
                .containsExactly("Ann Lee");
        assertThat(Question.of("Where is Ann?").namedAmong(List.of("Ann", "Ann Lee")))
                .containsExactly("Ann");
    }

    @Test
    void spellings_of_one_name_are_one_actor() {
        assertThat(Question.of("Where is ANN?").namedAmong(List.of("Ann", "ann", "Bob")))
                .isEqualTo(Set.of("Ann", "ann"));
    }

    @Test
    void a_numbered_role_is_a_name_in_full_only() {
        assertThat(Question.of("What did user 7 say?").namedAmong(List.of("User 7", "User 8")))
                .containsExactly("User 7");
    }

    @Test
    void a_long_text_is_not_read_as_a_question() {
        var question = Question.of("Ann was here in May 2023. " + "More words follow here. ".repeat(40));

        assertThat(question.namedAmong(List.of("Ann"))).isEmpty();
        assertThat(question.names(Instant.parse("2023-05-10T00:00:00Z"))).isFalse();
    }
}
