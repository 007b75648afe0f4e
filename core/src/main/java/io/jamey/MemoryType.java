package io.jamey;

import java.util.regex.Pattern;

/// What kind of thing was remembered: one of four known kinds, or a name of the caller's own.
///
/// @param name 1 to 64 of `a-z 0-9 _ -`, starting with a letter
public record MemoryType(String name) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]{0,63}");

    /// A fact or preference.
    public static final MemoryType SEMANTIC = new MemoryType("semantic");
    /// Something that happened.
    public static final MemoryType EPISODIC = new MemoryType("episodic");
    /// How something is done.
    public static final MemoryType PROCEDURAL = new MemoryType("procedural");
    /// A turn of a conversation.
    public static final MemoryType MESSAGE = new MemoryType("message");

    public MemoryType {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "memory type must be 1 to 64 of a-z, 0-9, _ and -, starting with a letter, not '" + name + "'");
        }
    }

    public static MemoryType of(String name) {
        return new MemoryType(name);
    }

    @Override
    public String toString() {
        return name;
    }
}
