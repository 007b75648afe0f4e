package io.jamey.cache.tiers;

import io.jamey.Field;
import io.jamey.Filter;
import io.jamey.SearchRequest;
import io.jamey.Signal;

/// Whether an answer depends on when memories were last used: then each use may change it, and the store must
/// know them all to give it.
public final class UseDependence {
    private UseDependence() {}

    public static boolean of(SearchRequest request) {
        return request.weights().of(Signal.RECENCY) > 0 || of(request.filter());
    }

    public static boolean of(Filter filter) {
        return switch (filter) {
            case Filter.Everything() -> false;
            case Filter.Equal(var field, var _) -> Field.LAST_ACCESSED.equals(field);
            case Filter.Compare(var field, var _, var _) -> Field.LAST_ACCESSED.equals(field);
            case Filter.In(var field, var _) -> Field.LAST_ACCESSED.equals(field);
            case Filter.Contains(var field, var _) -> Field.LAST_ACCESSED.equals(field);
            case Filter.Exists(var field) -> Field.LAST_ACCESSED.equals(field);
            case Filter.And(var all) -> all.stream().anyMatch(UseDependence::of);
            case Filter.Or(var any) -> any.stream().anyMatch(UseDependence::of);
            case Filter.Not(var negated) -> of(negated);
        };
    }
}
