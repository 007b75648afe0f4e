package io.jamey.server.rest;

import io.jamey.json.VectorForm;
import io.jamey.server.http.Query;

/// Whether an answer has the memories' embeddings, and how they are written: `include=embedding`,
/// `embedding_format=base64|array`.
final class VectorChoice {
    static final String[] PARAMETERS = {"include", "embedding_format"};

    private VectorChoice() {}

    static VectorForm of(Query query) {
        VectorForm format = format(query);
        return query.choices("include", "embedding").isEmpty() ? VectorForm.LEFT_OUT : format;
    }

    /// How embeddings are written, if they are.
    static VectorForm format(Query query) {
        return query.choice("embedding_format", "base64", "array")
                .map(format -> format.equals("array") ? VectorForm.ARRAY : VectorForm.BASE64)
                .orElse(VectorForm.BASE64);
    }
}
