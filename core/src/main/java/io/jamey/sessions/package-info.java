/// Conversations and runs: memories in order that vanish together when nobody goes on with them, unless they are
/// promoted.
///
/// Begin with [io.jamey.sessions.SessionManager]. Everything here stands on the contract alone and works over any
/// store and any layer.
@NullMarked
package io.jamey.sessions;

import org.jspecify.annotations.NullMarked;
