/// Text to vector: by a model in this process, or by any OpenAI-compatible endpoint.
///
/// [io.jamey.embeddings.EmbedderSettings] is the door: read it from the environment or construct it, and open
/// it. What comes out is an [io.jamey.Embedder]; the libraries behind it stay behind it.
@NullMarked
package io.jamey.embeddings;

import org.jspecify.annotations.NullMarked;
