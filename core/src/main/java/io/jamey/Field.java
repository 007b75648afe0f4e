package io.jamey;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a [Filter] can look at: an attribute every memory has, or a path into its metadata.
public sealed interface Field {

    /// The attributes, by the names users write.
    enum Attribute implements Field {
        TYPE("type"),
        SESSION("session"),
        SEQUENCE("sequence"),
        ACTOR("actor"),
        IMPORTANCE("importance"),
        CREATED_AT("created_at"),
        UPDATED_AT("updated_at"),
        LAST_ACCESSED("last_accessed"),
        EXPIRES_AT("expires_at");

        private final String label;

        Attribute(String label) {
            this.label = label;
        }

        @Override
        public Optional<Value> of(Memory memory) {
            return switch (this) {
                case TYPE -> Optional.of(new Value.Text(memory.type().name()));
                case SESSION -> memory.session().map(Value.Text::new);
                case SEQUENCE ->
                    memory.sequence().isPresent()
                            ? Optional.of(new Value.Whole(memory.sequence().getAsLong()))
                            : Optional.empty();
                case ACTOR -> memory.actor().map(Value.Text::new);
                case IMPORTANCE -> Optional.of(new Value.Real(memory.importance()));
                case CREATED_AT -> Optional.of(new Value.Time(memory.createdAt()));
                case UPDATED_AT -> Optional.of(new Value.Time(memory.updatedAt()));
                case LAST_ACCESSED -> Optional.of(new Value.Time(memory.lastAccessed()));
                case EXPIRES_AT -> memory.expiresAt().map(Value.Time::new);
            };
        }

        /// Whether a value of this kind can be compared with the attribute at all.
        @Override
        public boolean admits(Value value) {
            return switch (this) {
                case TYPE, SESSION, ACTOR -> value instanceof Value.Text;
                case SEQUENCE, IMPORTANCE -> value instanceof Value.Whole || value instanceof Value.Real;
                case CREATED_AT, UPDATED_AT, LAST_ACCESSED, EXPIRES_AT -> value instanceof Value.Time;
            };
        }

        @Override
        public String toString() {
            return label;
        }
    }

    /// A value in the metadata, by its keys from the outside in.
    record InMetadata(List<String> path) implements Field {
        public InMetadata {
            path = List.copyOf(path);
            Checks.range("length of a metadata path", path.size(), 1, Limits.DEPTH);
            path.forEach(key -> Checks.name("metadata key", key));
        }

        @Override
        public Optional<Value> of(Memory memory) {
            return memory.metadata().at(path);
        }

        @Override
        public boolean admits(Value value) {
            return !(value instanceof Value.Time);
        }

        @Override
        public String toString() {
            return "metadata." + String.join(".", path);
        }
    }

    Field TYPE = Attribute.TYPE;
    Field SESSION = Attribute.SESSION;
    Field SEQUENCE = Attribute.SEQUENCE;
    Field ACTOR = Attribute.ACTOR;
    Field IMPORTANCE = Attribute.IMPORTANCE;
    Field CREATED_AT = Attribute.CREATED_AT;
    Field UPDATED_AT = Attribute.UPDATED_AT;
    Field LAST_ACCESSED = Attribute.LAST_ACCESSED;
    Field EXPIRES_AT = Attribute.EXPIRES_AT;

    static Field metadata(String... path) {
        return new InMetadata(Arrays.asList(path));
    }

    /// From the written form: an attribute's name, or `metadata.` and keys joined by dots (a key that has a dot
    /// itself can only be reached through [#metadata(String...)]).
    static Field parse(String written) {
        for (Attribute attribute : Attribute.values()) {
            if (attribute.label.equals(written)) {
                return attribute;
            }
        }
        if (written.startsWith("metadata.") && written.length() > "metadata.".length()) {
            return metadata(written.substring("metadata.".length()).split("\\.", -1));
        }
        throw new IllegalArgumentException("unknown filter field '" + written + "': use "
                + Stream.concat(Arrays.stream(Attribute.values()).map(Attribute::toString), Stream.of("metadata.<key>"))
                        .collect(Collectors.joining(", ")));
    }

    /// The memory's value here, if it has one.
    Optional<Value> of(Memory memory);

    /// Whether a filter may compare this field with such a value.
    boolean admits(Value value);
}
