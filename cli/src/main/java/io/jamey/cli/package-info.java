/// The `jamey` command. Sees everything; nothing depends on it.
@NullMarked
package io.jamey.cli;

import org.jspecify.annotations.NullMarked;
