package io.jamey.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jamey.Field;
import io.jamey.Filter;
import io.jamey.MemoryType;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class FilterJsonTest {
    static List<Filter> filters() {
        var time = Instant.parse("2025-03-01T09:30:00Z");
        return List.of(
                Filter.everything(),
                Filter.equal(Field.metadata("project"), "x"),
                Filter.equal(Field.metadata("a.b", "c"), null),
                Filter.equal(Field.metadata("n"), 1.0),
                Filter.in(Field.SESSION, "s1", "s2"),
                Filter.in(Field.CREATED_AT, time),
                Filter.contains(Field.metadata("tags"), "red"),
                Filter.exists(Field.EXPIRES_AT),
                Filter.less(Field.IMPORTANCE, 0.5),
                Filter.atMost(Field.SEQUENCE, 3),
                Filter.greater(Field.LAST_ACCESSED, time),
                Filter.atLeast(Field.UPDATED_AT, time),
                Filter.or(Filter.type(MemoryType.MESSAGE), Filter.not(Filter.equal(Field.ACTOR, "Ann"))),
                Filter.and(Filter.createdBetween(time, time), Filter.or()));
    }

    @ParameterizedTest
    @MethodSource("filters")
    void aFilterReadsBackAsItWasWritten(Filter filter) {
        assertThat(FilterJson.read(Json.write(FilterJson.fields(filter)))).isEqualTo(filter);
    }

    @Test
    void aNameTooLongToBeMistypedIsNotCompared() {
        String name = "actor" + "r".repeat(1_000_000);
        assertThat(Suggestion.instead(name, List.of("actor", "session"))).isEqualTo(": use actor, session");
    }

    @Test
    void notEqualIsTheNegationOfEqual() {
        assertThat(FilterJson.read("{\"op\":\"ne\",\"value\":\"Ann\",\"field\":\"actor\"}"))
                .isEqualTo(Filter.not(Filter.equal(Field.ACTOR, "Ann")));
    }

    @Test
    void fieldsMayBeNamedAsTheContractNamesThem() {
        assertThat(FilterJson.read("{\"field\":\"session\",\"op\":\"eq\",\"value\":\"s\"}"))
                .isEqualTo(FilterJson.read("{\"field\":\"session_id\",\"op\":\"eq\",\"value\":\"s\"}"));
    }

    @Test
    void textStaysTextInMetadataEvenWhenItLooksLikeATime() {
        assertThat(FilterJson.read("{\"field\":\"metadata.day\",\"op\":\"gte\",\"value\":\"2025-03-01\"}"))
                .isEqualTo(Filter.atLeast(Field.metadata("day"), "2025-03-01"));
        assertThat(FilterJson.read("{\"field\":\"created_at\",\"op\":\"gte\",\"value\":\"2025-03-01\"}"))
                .isEqualTo(Filter.atLeast(Field.CREATED_AT, Instant.parse("2025-03-01T00:00:00Z")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}                                                   | each object of a filter is either",
                "{`and`:[],`or`:[]}                                   | each object of a filter is either",
                "{`field`:`actor`,`op`:`eq`,`value`:`x`,`not`:{`and`:[]}} | each object of a filter is either",
                "{`and`:{}}                                           | and must be an array, not an object",
                "{`feild`:`actor`}                                    | did you mean 'field'?",
                "{`field`:`actr`,`op`:`eq`,`value`:`x`}               | did you mean 'actor'?",
                "{`field`:`project`,`op`:`eq`,`value`:`x`}            | metadata.<key>",
                "{`field`:[`meta`,`x`],`op`:`eq`,`value`:`x`}         | a path in the metadata",
                "{`field`:`metadata..x`,`op`:`exists`}                | metadata key must not be blank",
                "{`field`:`actor`,`op`:`equals`,`value`:`x`}          | unknown filter op 'equals'",
                "{`field`:`actor`,`op`:`==`,`value`:`x`}              | use eq, ne, in",
                "{`field`:`actor`,`op`:`eq`}                          | op 'eq' needs a value",
                "{`field`:`actor`,`op`:`in`,`value`:`x`}              | op 'in' needs a list of values",
                "{`field`:`actor`,`op`:`exists`,`value`:true}         | op 'exists' takes no value",
                "{`field`:`actor`,`op`:`eq`,`value`:7}                | cannot be compared with a whole value",
                "{`field`:`created_at`,`op`:`lt`,`value`:`soon`}      | is not a time: 'soon'",
                "{`field`:`metadata.x`,`op`:`lt`,`value`:[1]}         | needs a text, a number or a time"
            })
    void aMistakeIsRefusedWithWordsThatHelp(String document, String reason) {
        assertThatThrownBy(() -> FilterJson.read(document.replace('`', '"')))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void aFilterOfTheGreatestDepthIsRead() {
        assertThat(FilterJson.read("{\"not\":".repeat(15) + "{\"and\":[]}" + "}".repeat(15)))
                .isInstanceOf(Filter.Not.class);
        assertThatThrownBy(() -> FilterJson.read("{\"not\":".repeat(30) + "{\"and\":[]}" + "}".repeat(30)))
                .hasMessageContaining("depth");
    }
}
