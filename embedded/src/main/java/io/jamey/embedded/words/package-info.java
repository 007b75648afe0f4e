/// The words of one namespace, held in memory: which memories have which terms, and the best of them by BM25.
/// Internal to the embedded store; its types are public only for `io.jamey.embedded`.
@NullMarked
package io.jamey.embedded.words;

import org.jspecify.annotations.NullMarked;
