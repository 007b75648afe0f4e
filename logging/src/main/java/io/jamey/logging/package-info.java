/// Logs that hold no secrets. [io.jamey.logging.SecureLogging] sets logging up; whatever is logged then, by Jamey or by
/// a library, through SLF4J or the JDK, goes through [io.jamey.logging.Redactor] before it is written.
///
/// A [io.jamey.logging.LogLine] is what is written of one event; two encoders write it as JSON or for people.
@NullMarked
package io.jamey.logging;

import org.jspecify.annotations.NullMarked;
