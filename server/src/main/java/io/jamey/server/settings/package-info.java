/// What a server is told: one description of each setting, from which the file, the environment, the flags,
/// the documentation and `jamey config` all come.
///
/// [io.jamey.server.settings.Settings] is the outcome, checked and read-only.
@NullMarked
package io.jamey.server.settings;

import org.jspecify.annotations.NullMarked;
