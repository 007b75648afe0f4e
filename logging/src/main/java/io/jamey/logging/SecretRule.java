package io.jamey.logging;

import java.util.BitSet;

/// One way to tell a secret from ordinary text.
///
/// Reads each character a bounded number of times, whatever the text: logged text may come from an attacker.
interface SecretRule {
    /// Marks the characters that are secret.
    void mark(CharSequence text, BitSet secret);
}
