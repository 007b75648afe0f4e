/// Files of conversations in the form of LoCoMo (Maharana et al., ACL 2024), turned into memories: one per turn.
///
/// [io.jamey.cli.conversations.ConversationFile] reads them.
@NullMarked
package io.jamey.cli.conversations;

import org.jspecify.annotations.NullMarked;
