/// The one SQLite file that is the truth of the embedded store, and the single thread that writes to it.
///
/// Start at [io.jamey.embedded.records.RecordFile]: it reads through a
/// [io.jamey.embedded.records.Snapshot] and writes through a [io.jamey.embedded.records.Transaction]. Nothing
/// here knows of vector codes or words; the index above derives them from these records. Internal to the
/// module.
@NullMarked
package io.jamey.embedded.records;

import org.jspecify.annotations.NullMarked;
