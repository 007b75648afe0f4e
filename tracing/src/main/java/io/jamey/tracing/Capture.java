package io.jamey.tracing;

/// What a span may hold.
public enum Capture {
    /// What was done, to how many memories, and how it went: no content, no question.
    NO_CONTENT,
    /// The content of memories and the questions too, and what exceptions say. Whoever reads the traces reads the
    /// memories.
    CONTENT
}
