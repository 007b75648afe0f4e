/// Who may do what: keys and what they open, the limits on their use, and the files of TLS.
///
/// Start at [io.jamey.server.access.Admission]: from the headers of a request to a
/// [io.jamey.server.access.Caller], or a [io.jamey.server.access.Refusal]. Knows nothing of HTTP but the
/// numbers of its refusals, so that every way in (REST, tools, metrics) asks the same one.
@NullMarked
package io.jamey.server.access;

import org.jspecify.annotations.NullMarked;
