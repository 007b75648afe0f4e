package io.jamey.cache.invalidation;

import io.jamey.cache.tiers.Invalidation;

/// Tells a tier of the writes of others when somebody says so: for a job that wants to see one state of things from
/// beginning to end.
///
/// **Promise**: what the tier serves is not older than its lifetime, and, after [#apply()], not older than what this
/// had heard by then. Reads that miss see the present all the same: it is no snapshot.
public final class ManualInvalidation extends HeldInvalidation {
    public ManualInvalidation(Invalidation tier) {
        super(tier);
    }

    /// Tells all that has come since the last time.
    public void apply() {
        deliver();
    }

    @Override
    void firstWaits() {}
}
