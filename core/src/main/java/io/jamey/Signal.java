package io.jamey;

/// A reason why a memory may answer a question; [Weights] says how much each counts.
public enum Signal {
    /// The question's words occur in it (BM25).
    WORDS,
    /// Its embedding is close to the question's (cosine).
    CLOSENESS,
    /// It follows a relevant question in the conversation.
    ANSWER,
    /// Its session holds other relevant memories.
    SESSION,
    /// It was created in a month or year the question names.
    DATE,
    /// It says more than a few words.
    LENGTH,
    /// It was said by the one person the question names.
    ACTOR,
    /// It was created or used recently.
    RECENCY,
    /// Its writer called it important.
    IMPORTANCE
}
