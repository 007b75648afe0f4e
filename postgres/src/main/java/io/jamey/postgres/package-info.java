/// Memories in PostgreSQL with pgvector: a team's store, shared by any number of processes.
///
/// Start with [io.jamey.postgres.PostgresMemoryStore]. The tables are in `migrations/`; `MemoryWriter`
/// changes them, `MemoryReader` and `MemorySearch` read them, each by statements that name one namespace.
@NullMarked
package io.jamey.postgres;

import org.jspecify.annotations.NullMarked;
