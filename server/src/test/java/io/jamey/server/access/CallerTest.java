package io.jamey.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jamey.Namespace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallerTest {
    /// Names that are easily taken for each other: by case, by spaces, by how they begin, by how they look.
    private static final List<String> LOOK_ALIKES = List.of(
            "a",
            "A",
            "a ",
            " a",
            "a/",
            "a//",
            "a/b",
            "a/B",
            "a/b/c",
            "ab",
            "aa",
            "a:",
            "a:b",
            "a-b",
            "a*",
            "*",
            "a/*",
            "./a",
            "../a",
            "a/../b",
            "%61",
            "а",
            "а/b",
            "ａ",
            "a\u200b",
            "a\u0301",
            "\u00e1",
            "á/b",
            "a\u2215b",
            "a\uff0fb",
            "b",
            "b/a");

    static Stream<String> patterns() {
        return LOOK_ALIKES.stream().filter(name -> !name.contains("*"));
    }

    @ParameterizedTest
    @MethodSource("patterns")
    void aNameOpensItselfAndNoneThatLooksLikeIt(String name) {
        Scope scope = Scope.of(List.of(name));

        assertThat(LOOK_ALIKES.stream().filter(other -> scope.includes(Namespace.of(other))))
                .containsExactly(name);
        assertThat(scope.only()).contains(Namespace.of(name));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a/* | a//,a/b,a/B,a/b/c,a/*,a/../b",
                "a:* | a:b",
                "b/* | b/a",
                "а/* | а/b",
                "a/b/* | a/b/c",
                "*   | everything"
            })
    void aPrefixOpensWhatGoesOnAndNothingElse(String pattern, String opened) {
        Scope scope = Scope.of(List.of(pattern));
        List<String> expected = opened.equals("everything") ? LOOK_ALIKES : Arrays.asList(opened.split(","));

        assertThat(LOOK_ALIKES.stream().filter(other -> scope.includes(Namespace.of(other))))
                .containsExactlyInAnyOrderElementsOf(expected);
        assertThat(scope.only()).isEmpty();
        assertThat(scope.isEverything()).isEqualTo(pattern.equals("*"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a*", "team-a*", "*/a", "a/*/b", "**", "a/**", "/*x", "", " ", "a\n"})
    void aPatternThatCouldOpenMoreThanItSeemsIsRefused(String pattern) {
        assertThatThrownBy(() -> Scope.of(List.of(pattern))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aScopeIsNeverEmpty() {
        assertThatThrownBy(() -> Scope.of(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void noPathLeadsOutOfTheScope() {
        var reached = new ArrayList<String>();
        for (Permission permission : Permission.values()) {
            var caller = new Caller("ci", Scope.of(List.of("a")), permission);
            for (String name : LOOK_ALIKES) {
                Namespace namespace = Namespace.of(name);
                for (Permission needed : Permission.values()) {
                    if (passes(() -> caller.require(needed, namespace))) {
                        reached.add(name);
                    }
                }
                if (caller.sees(namespace)) {
                    reached.add(name);
                }
                if (passes(() -> caller.namespaceOr(Optional.of(namespace), Namespace.of("b")))) {
                    reached.add(name);
                }
                if (passes(() -> assertThat(caller.namespaceOr(Optional.empty(), namespace))
                        .isEqualTo(Namespace.of("a")))) {
                    reached.add("a");
                }
            }
            assertThat(passes(() -> caller.requireEverywhere(Permission.READ))).isFalse();
        }

        assertThat(reached).isNotEmpty().containsOnly("a");
    }

    private static boolean passes(Runnable check) {
        try {
            check.run();
            return true;
        } catch (Refusal _) {
            return false;
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPermissionIncludesThoseBeforeIt(Permission permission) {
        var caller = new Caller("ci", Scope.everything(), permission);

        for (Permission needed : Permission.values()) {
            boolean expected = needed.compareTo(permission) <= 0;
            assertThat(passes(() -> caller.require(needed, Namespace.of("a")))).isEqualTo(expected);
            assertThat(passes(() -> caller.requireEverywhere(needed))).isEqualTo(expected);
        }
    }

    @Test
    void aRefusalIsTheSameWhetherTheNamespaceExistsOrNot() {
        var caller = new Caller("ci", Scope.of(List.of("a")), Permission.ADMINISTER);

        assertThatThrownBy(() -> caller.require(Permission.READ, Namespace.of("victim")))
                .isInstanceOfSatisfying(Refusal.class, refusal -> {
                    assertThat(refusal.kind()).isEqualTo(Refusal.Kind.FORBIDDEN);
                    assertThat(refusal.kind().status()).isEqualTo(403);
                    assertThat(refusal.challenge())
                            .hasValueSatisfying(text -> assertThat(text).contains("insufficient_scope"));
                    assertThat(refusal.retryAfterMillis()).isEmpty();
                })
                .hasMessage("the key 'ci' does not open this namespace: it opens a");
    }

    @Test
    void whoIsBoundToOneNamespaceNeedNotNameIt() {
        var bound = new Caller("ci", Scope.of(List.of("a")), Permission.READ);
        var wide = new Caller("ci", Scope.of(List.of("a/*", "b")), Permission.READ);

        assertThat(bound.namespaceOr(Optional.empty(), Namespace.of("default"))).isEqualTo(Namespace.of("a"));
        assertThat(wide.namespaceOr(Optional.empty(), Namespace.of("b"))).isEqualTo(Namespace.of("b"));
        assertThatThrownBy(() -> wide.namespaceOr(Optional.empty(), Namespace.of("default")))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("?namespace=");
        assertThat(Caller.anyone().namespaceOr(Optional.empty(), Namespace.of("default")))
                .isEqualTo(Namespace.of("default"));
    }
}
