package io.jamey.server.access;

import io.jamey.Namespace;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The namespaces a caller may use.
///
/// Written as patterns: `*` is every namespace, `team-a/*` is every name that begins with `team-a/` and goes
/// on, anything else is that one name. Names are compared code point by code point, as [Namespace]s are: case
/// counts, spaces count, and letters that look alike are different letters. `team-a/*` does not include
/// `team-a`.
///
/// @param patterns at least one; a caller may use what any of them names
public record Scope(List<Pattern> patterns) {
    private static final Scope EVERYTHING = new Scope(List.of(new Pattern.All()));

    /// One line of a scope.
    public sealed interface Pattern {
        /// Every namespace.
        record All() implements Pattern {}

        /// One namespace.
        record Exactly(Namespace namespace) implements Pattern {}

        /// Every namespace whose name begins so and goes on.
        ///
        /// @param prefix ends with `/` or `:`, so that `team-a` never opens `team-ab`
        record Under(String prefix) implements Pattern {
            public Under {
                Namespace.of(prefix);
                if (!prefix.endsWith("/") && !prefix.endsWith(":")) {
                    throw new IllegalArgumentException("'" + prefix + "*' would open every name that begins so, also"
                            + " of others: write '" + prefix + "/*' or '" + prefix + ":*'");
                }
            }
        }

        /// Reads `*`, `team-a/*` or a name.
        ///
        /// @throws IllegalArgumentException for a `*` anywhere but alone or after a final `/` or `:`
        static Pattern parse(String written) {
            if (written.equals("*")) {
                return new All();
            }
            boolean under = written.endsWith("*");
            String name = under ? written.substring(0, written.length() - 1) : written;
            if (name.contains("*")) {
                throw new IllegalArgumentException(
                        "'" + written + "' has a * in a place where it means nothing: write a name, 'team/*' or '*'");
            }
            return under ? new Under(name) : new Exactly(Namespace.of(name));
        }

        default boolean includes(Namespace namespace) {
            return switch (this) {
                case All() -> true;
                case Exactly(var one) -> one.equals(namespace);
                case Under(var prefix) ->
                    namespace.value().length() > prefix.length()
                            && namespace.value().startsWith(prefix);
            };
        }

        /// As [#parse(String)] reads it.
        default String written() {
            return switch (this) {
                case All() -> "*";
                case Exactly(var one) -> one.value();
                case Under(var prefix) -> prefix + "*";
            };
        }
    }

    public Scope {
        patterns = List.copyOf(patterns);
        if (patterns.isEmpty()) {
            throw new IllegalArgumentException("a scope must name a namespace, or '*' for all");
        }
    }

    public static Scope everything() {
        return EVERYTHING;
    }

    public static Scope of(List<String> patterns) {
        return new Scope(patterns.stream().map(Pattern::parse).distinct().toList());
    }

    public boolean includes(Namespace namespace) {
        return patterns.stream().anyMatch(pattern -> pattern.includes(namespace));
    }

    /// Whether no namespace is left out, also none that is yet to come.
    public boolean isEverything() {
        return patterns.stream().anyMatch(Pattern.All.class::isInstance);
    }

    /// The namespace, when there is but one.
    public Optional<Namespace> only() {
        return patterns.size() == 1 && patterns.getFirst() instanceof Pattern.Exactly(var one)
                ? Optional.of(one)
                : Optional.empty();
    }

    public List<String> written() {
        return patterns.stream().map(Pattern::written).toList();
    }

    @Override
    public String toString() {
        return patterns.stream().map(Pattern::written).collect(Collectors.joining(", "));
    }
}
