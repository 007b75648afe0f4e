package io.jamey;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// How a store found its matches, for people who ask why it was slow or what it left out.
///
/// @param strategy the way taken, in the store's own words, such as `prefixes+words`
/// @param counts counted work in the order it was done, such as `scanned`, `rescored`, `ranked`
public record SearchPlan(String strategy, Map<String, Long> counts, Duration took) {
    public SearchPlan {
        counts = Collections.unmodifiableMap(new LinkedHashMap<>(counts));
    }
}
