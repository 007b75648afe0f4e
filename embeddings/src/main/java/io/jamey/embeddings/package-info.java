/// Text to vector: by a model in this process, or by any OpenAI-compatible endpoint.
@NullMarked
package io.jamey.embeddings;

import org.jspecify.annotations.NullMarked;
