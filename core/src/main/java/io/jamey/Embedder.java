package io.jamey;

import java.util.List;

/// Turns texts into embeddings of one fixed dimension. Safe for any number of threads.
public interface Embedder extends AutoCloseable {
    /// The model's name, to tell embeddings of different models apart.
    String model();

    /// Components of every embedding it makes.
    int dimension();

    /// One embedding per text, in order. Texts longer than the model reads are cut by it.
    ///
    /// @throws MemoryException `UNAVAILABLE` when the model cannot be reached
    List<Embedding> embed(List<String> texts);

    @Override
    void close();
}
