package io.jamey.server.tools;

import java.util.Map;
import java.util.function.BiFunction;

/// One tool: what a model reads of it, and what happens when it is called.
///
/// @param description for the model: what it does and when to call it
/// @param effect for the client, which may ask the user before
/// @param input the schema of its arguments
/// @param output the schema of what it answers
/// @param call from the calls of one caller and the arguments to the fields of the answer
record Tool(
        String name,
        String title,
        String description,
        Effect effect,
        Map<String, Object> input,
        Map<String, Object> output,
        BiFunction<MemoryCalls, Arguments, Map<String, Object>> call) {

    /// What calling it does to memories.
    enum Effect {
        /// Changes nothing.
        READS,
        /// Adds, and destroys nothing; calling it again adds again, unless an id is given.
        ADDS,
        /// Replaces what was there; calling it again changes nothing more.
        CHANGES,
        /// Takes away what was there; calling it again changes nothing more.
        DELETES
    }
}
