package io.jamey.json;

/// A JSON document that says something it must not, and where.
public final class JsonFault extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final String pointer;

    JsonFault(String message, String pointer, Throwable cause) {
        super(message, cause);
        this.pointer = pointer;
    }

    /// The place in the document as a JSON pointer (RFC 6901), such as `/memories/3/importance`; empty for the
    /// document as a whole.
    public String pointer() {
        return pointer;
    }
}
