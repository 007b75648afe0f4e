package io.jamey.layers;

/// A store that can tell how it does each search without being asked to explain it: the plan, which it knows anyway,
/// and not the signals of each match, which it would have to work out.
public interface PlanSource {
    /// Tells the plans of all searches from now on, each on the thread that searches.
    void tellPlans(SearchPlans plans);
}
