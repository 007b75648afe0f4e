/// The `jamey` command. Sees everything; nothing depends on it.
///
/// [io.jamey.cli.Main] starts it; each subcommand is a class that ends in `Command`; [io.jamey.cli.StoreStack]
/// puts store, layer and embedder together. What a command knows of the world outside comes through
/// [io.jamey.cli.Surroundings].
@NullMarked
package io.jamey.cli;

import org.jspecify.annotations.NullMarked;
