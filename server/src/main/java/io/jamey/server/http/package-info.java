/// HTTP as every resource of the server needs it: routes, limits, problems (RFC 9457), bodies and answers, on
/// Jetty's core handlers. Knows nothing of memories but the kinds of their faults. Start with
/// [io.jamey.server.http.ApiHandler].
@NullMarked
package io.jamey.server.http;

import org.jspecify.annotations.NullMarked;
