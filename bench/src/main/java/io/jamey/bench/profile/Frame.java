package io.jamey.bench.profile;

import java.util.regex.Pattern;

/// One level of a stack.
///
/// @param owner the class of the method with its package; the package of an allocated class; empty for a thread
/// @param name of the method, thread or allocated class
public record Frame(Kind kind, String owner, String name) {
    /// Whose code it is, so that it can be coloured.
    public enum Kind {
        JAMEY,
        LIBRARY,
        JAVA,
        /// Implemented outside of Java: all that happens there counts for the method that went in.
        NATIVE,
        /// Not a method: what was allocated.
        ALLOCATED,
        /// Not a method: the thread that did the work, where it is another than the caller's.
        THREAD
    }

    /// Part of the names of classes made at run time; another in each run.
    private static final Pattern MADE_UP = Pattern.compile("(/0x[0-9a-f]+|\\.0x[0-9a-f]+)");

    private static final Pattern JAVA = Pattern.compile("(java|javax|jdk|sun|com\\.sun)\\..*");
    private static final String PRIMITIVES = "ZBCSIJFD";
    private static final String[] PRIMITIVE_NAMES = {
        "boolean", "byte", "char", "short", "int", "long", "float", "double"
    };

    static Frame method(String owner, String name, boolean isNative) {
        String type = MADE_UP.matcher(owner).replaceAll("");
        Kind kind = isNative
                ? Kind.NATIVE
                : type.startsWith("io.jamey.") ? Kind.JAMEY : JAVA.matcher(type).matches() ? Kind.JAVA : Kind.LIBRARY;
        return new Frame(kind, type, name);
    }

    /// @param binaryName as `Class.getName` says it: `[F` for an array of floats
    static Frame allocated(String binaryName) {
        int dimensions = binaryName.lastIndexOf('[') + 1;
        String element = binaryName.substring(dimensions);
        if (dimensions > 0 && element.length() == 1) {
            element = PRIMITIVE_NAMES[PRIMITIVES.indexOf(element)];
        } else if (dimensions > 0 && element.startsWith("L")) {
            element = element.substring(1, element.length() - 1);
        }
        element = MADE_UP.matcher(element).replaceAll("");
        int dot = element.lastIndexOf('.');
        return new Frame(
                Kind.ALLOCATED,
                dot < 0 ? "" : element.substring(0, dot),
                element.substring(dot + 1) + "[]".repeat(dimensions));
    }

    static Frame thread(String name) {
        return new Frame(Kind.THREAD, "", name);
    }

    /// In full: `io.jamey.embedded.EmbeddedMemoryStore.search`.
    public String full() {
        return switch (kind) {
            case JAMEY, LIBRARY, JAVA, NATIVE -> owner + "." + name;
            case ALLOCATED -> owner.isEmpty() ? name : owner + "." + name;
            case THREAD -> "[" + name + "]";
        };
    }

    /// As it is read: `EmbeddedMemoryStore.search`.
    public String label() {
        return switch (kind) {
            case JAMEY, LIBRARY, JAVA, NATIVE -> owner.substring(owner.lastIndexOf('.') + 1) + "." + name;
            case ALLOCATED -> name;
            case THREAD -> "[" + name + "]";
        };
    }
}
