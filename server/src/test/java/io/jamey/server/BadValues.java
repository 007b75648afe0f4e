package io.jamey.server;

import io.jamey.Memory;
import java.util.List;
import java.util.stream.Stream;

/// What is sent in place of what is wanted: values of JSON as they are written, and texts.
public final class BadValues {
    /// Texts that mean something to somebody else: to SQL, JSON, paths, templates, terminals.
    public static final List<String> TEXTS = List.of(
            "'; DROP TABLE memories; --",
            "1 OR 1=1",
            "../../../etc/passwd%00",
            "{\"$ne\":null}",
            "${jndi:ldap://x} {{7*7}} <script>alert(1)</script>",
            "quotes \" ' ` \\ / and \r\n\t ends",
            "\u0001\u001f\u007f\u0085 controls \u2028\u2029",
            "emoji \uD83D\uDE00\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67, \uFEFF and \u202E",
            "e\u0301 is not \u00e9",
            "\uDBFF\uDFFF is the last character");

    private BadValues() {}

    /// Values of every kind, most of them wrong wherever they stand.
    public static List<String> all() {
        return Stream.concat(
                        Stream.of(
                                "7",
                                "-1",
                                "0",
                                "1.5",
                                "2147483648",
                                "-9223372036854775808",
                                "9223372036854775808",
                                "1e30",
                                "1e400",
                                "NaN",
                                "Infinity",
                                "true",
                                "\"\"",
                                "\" \"",
                                "\"a\\u0000b\"",
                                "\"a\\ud800b\"",
                                "\"\\udc00\\ud800\"",
                                "\"" + "x".repeat(100_000) + "\"",
                                "[]",
                                "[0,0]",
                                "[1,2,3]",
                                "[1e30,-1e30]",
                                "[1,NaN]",
                                "[[[]]]",
                                "[null]",
                                "{}",
                                "{\"a\":1,\"a\":2}",
                                "{\"$where\":\"1\"}",
                                "{\"\":1}",
                                "{\"a\":".repeat(20) + "1" + "}".repeat(20),
                                "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000),
                                "[".repeat(10_000) + "]".repeat(10_000)),
                        TEXTS.stream().map(io.jamey.json.Json::write))
                .toList();
    }

    /// What was written of a memory; when it was looked at is no part of that.
    public static String written(Memory memory) {
        return memory + " " + memory.updatedAt() + " " + memory.content() + " " + memory.metadata();
    }

    /// Short enough for a message about a failure.
    public static String shown(String text) {
        return text.length() <= 300 ? text : text.substring(0, 200) + "... (" + text.length() + " characters)";
    }
}
