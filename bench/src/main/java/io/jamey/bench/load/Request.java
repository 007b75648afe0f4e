package io.jamey.bench.load;

import java.util.Optional;

/// One call of a store: made ready before it is due, called once, then checked. One thread at a time.
interface Request {
    Action action();

    /// Calls the store; this is what is timed.
    void call();

    /// What cannot be right about the answer, if anything. Only after a call that returned.
    Optional<String> objection();
}
