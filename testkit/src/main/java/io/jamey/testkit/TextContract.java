package io.jamey.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.jamey.Field;
import io.jamey.Filter;
import io.jamey.Limits;
import io.jamey.Memory;
import io.jamey.MemoryPatch;
import io.jamey.MemoryStore;
import io.jamey.Metadata;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.SearchRequest;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What happens to text: every valid one comes back byte for byte, and none is ever taken for a command.
interface TextContract extends StoreFixture {
    /// Texts that were code to some parser once.
    List<String> INJECTIONS = List.of(
            "'; DROP TABLE memories; --",
            "' OR '1'='1",
            "\" OR \"\"=\"",
            "1); DELETE FROM memory WHERE (1=1",
            "$1",
            "?",
            ":name",
            "{fn now()}",
            "%s%n%x",
            "${jndi:ldap://localhost/x}",
            "#{7*7}",
            "{{7*7}}",
            "{\"$ne\":null}",
            "\\\",\"admin\":true,\"x\":\"",
            "$.a[*]",
            "a.b[0]",
            "@>",
            "\\u0000",
            "\\",
            "\\'",
            "/* */",
            "`id`",
            "$(id)",
            "../../../etc/passwd",
            "..\\..\\windows",
            "file:///etc/passwd",
            "C:\\x",
            "*",
            "%",
            "_",
            "a*",
            "\"",
            "\"unclosed",
            "AND",
            "NOT x",
            "NEAR(a b)",
            "title:x^2",
            "(((",
            "-x +y ~z",
            "<script>alert(1)</script>",
            "&amp;",
            "&#0;",
            "]]>",
            "null",
            "true",
            "NaN",
            "-0",
            "1e999",
            "=1+1");

    /// Unusual but valid: each stays distinct from its neighbours.
    List<String> UNUSUAL = List.of(
            "\u00e9",
            "e\u0301",
            "\u212b",
            "\u00c5",
            "A\u030a",
            "\ufb01",
            "fi",
            "\u1e9b\u0323",
            "\ud83d\udc69\u200d\ud83d\udc69\u200d\ud83d\udc67",
            "\ud83c\udf75",
            "\ud83c\uddeb\ud83c\uddf7",
            "\udbff\udfff",
            "\uffff",
            "\ufffe",
            "\ufffd",
            "\ufeffx",
            "x\ufeff",
            "x",
            "x ",
            " x",
            "x\u00a0",
            "x\u200b",
            "\u202eabc",
            "\u05e9\u05dc\u05d5\u05dd",
            "\u0645\u0631\u062d\u0628\u0627",
            "\u4f60\u597d",
            "\u0e2a\u0e27\u0e31\u0e2a\u0e14\u0e35",
            "\u0130",
            "I",
            "i",
            "\u0131",
            "\u00df",
            "SS",
            "ss",
            "\u03c3",
            "\u03c2",
            "\ue000",
            "x\u2028y",
            "x\u2029y",
            "\u00ad-",
            "Z\u0351\u036b\u0343\u036a\u0302\u036b");

    /// Allowed in content and metadata only, not in names.
    List<String> CONTROLS =
            List.of("a\tb", "a\nb", "a\r\nb", "a\rb", "\u0001x", "x\u001b[31m", "x\u007f", "x\u0085", "\n\nx\n ");

    @Test
    default void contentAndMetadataComeBackByteForByte() {
        List<String> texts =
                Stream.of(INJECTIONS, UNUSUAL, CONTROLS).flatMap(List::stream).toList();
        List<Memory> stored = given(texts.stream()
                .map(text ->
                        NewMemory.of(text).metadata(Metadata.of("text", text)).build())
                .toList());

        for (int i = 0; i < texts.size(); i++) {
            Memory fetched = fetched(stored.get(i).id());
            assertThat(fetched.content()).isEqualTo(texts.get(i));
            assertThat(fetched).isEqualTo(stored.get(i));
            assertThat(matching(Filter.equal(Field.metadata("text"), texts.get(i))))
                    .as("memories whose text is '%s'", texts.get(i))
                    .extracting(Memory::content)
                    .containsExactly(texts.get(i));
        }
    }

    @Test
    default void namesComeBackByteForByteAndAreToldApart() {
        List<String> names = names();
        List<Memory> stored = given(names.stream()
                .map(name -> NewMemory.of("x")
                        .session(name)
                        .actor(name)
                        .metadata(Metadata.of(name, name))
                        .build())
                .toList());

        for (int i = 0; i < names.size(); i++) {
            Memory memory = stored.get(i);
            assertThat(memory.session()).contains(names.get(i));
            assertThat(memory.actor()).contains(names.get(i));
            assertThat(memory.sequence()).as("alone in its session").hasValue(0);
            assertThat(matching(Filter.session(names.get(i)))).containsExactly(memory);
            assertThat(matching(Filter.equal(Field.ACTOR, names.get(i)))).containsExactly(memory);
            assertThat(matching(Filter.exists(Field.metadata(names.get(i))))).containsExactly(memory);
            assertThat(store().count(home(), Filter.session(names.get(i)))).isEqualTo(1);
        }
    }

    private static List<String> names() {
        return Stream.of(INJECTIONS, UNUSUAL, List.of("n".repeat(Limits.NAME_BYTES)))
                .flatMap(List::stream)
                .filter(name -> name.chars().noneMatch(Character::isISOControl))
                .toList();
    }

    @Test
    default void namespacesAreToldApartByEveryByteOfTheirNames() {
        MemoryStore fresh = another();
        List<Namespace> namespaces = names().stream().map(Namespace::of).toList();

        for (Namespace namespace : namespaces) {
            fresh.store(
                    namespace, NewMemory.of(namespace.value()).id(Samples.id(1)).build());
        }

        assertThat(fresh.namespaces())
                .isEqualTo(namespaces.stream().sorted(Comparator.naturalOrder()).toList());
        for (Namespace namespace : namespaces) {
            assertThat(fresh.count(namespace, Filter.everything())).isEqualTo(1);
            assertThat(fresh.retrieve(namespace, Samples.id(1)).orElseThrow().content())
                    .isEqualTo(namespace.value());
        }
        assertThat(fresh.drop(namespaces.getFirst())).isEqualTo(1);
        assertThat(fresh.namespaces()).hasSize(namespaces.size() - 1);
    }

    @Test
    default void anyTextCanBeSearchedFor() {
        given(Samples.numbered(0, 3));

        Stream.of(INJECTIONS, UNUSUAL, CONTROLS)
                .flatMap(List::stream)
                .filter(text -> !text.isBlank())
                .forEach(text -> assertThat(
                                store().search(home(), SearchRequest.of(text).build())
                                        .matches())
                        .as("search for '%s'", text)
                        .hasSize(3));
    }

    @Test
    default void anyTextCanBeWrittenByAnUpdate() {
        Memory stored = given(Samples.numbered(1)).getFirst();

        for (String text : INJECTIONS) {
            var patch = MemoryPatch.change().content(text).actor(text).metadata(Metadata.of(text, text));
            store().update(home(), stored.id(), patch.build());

            Memory fetched = fetched(stored.id());
            assertThat(fetched.content()).isEqualTo(text);
            assertThat(fetched.actor()).contains(text);
            assertThat(fetched.metadata()).isEqualTo(Metadata.of(text, text));
        }
    }

    @Test
    default void theLongestContentComesBackByteForByte() {
        String narrow = "a".repeat(Limits.CONTENT_BYTES);
        String wide = "\ud83c\udf75".repeat(Limits.CONTENT_BYTES / 4);
        assertThat(wide.getBytes(StandardCharsets.UTF_8)).hasSize(Limits.CONTENT_BYTES);

        for (String content : List.of(narrow, wide)) {
            Memory stored = store().store(home(), Samples.plain(content));

            assertThat(fetched(stored.id()).content().equals(content))
                    .as("same content")
                    .isTrue();
        }
    }
}
