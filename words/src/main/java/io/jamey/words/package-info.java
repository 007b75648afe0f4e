/// Text to index terms, and how relevant a text is to a question by its words (BM25).
@NullMarked
package io.jamey.words;

import org.jspecify.annotations.NullMarked;
