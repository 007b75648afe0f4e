package io.jamey.embedded.attributes;

import io.jamey.Field;
import io.jamey.Filter;
import io.jamey.Memory;
import io.jamey.Value;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import java.util.function.Predicate;

/// Turns a filter into the bitmap of the slots it accepts, column by column, without looking at the memories;
/// only comparisons with whole lists and objects read those.
///
/// Means exactly what [Filter#accepts(Memory)] means; a test holds the two together on random filters.
public final class FilterEvaluator {
    private final Slots slots;
    private final IntFunction<Optional<Memory>> memories;

    /// @param memories reads the memory of a slot, for the few conditions that need it; empty when it is gone
    ///     by now
    public FilterEvaluator(Slots slots, IntFunction<Optional<Memory>> memories) {
        this.slots = slots;
        this.memories = memories;
    }

    /// The live slots the filter accepts; the caller's own to change.
    public BitSet accepted(Filter filter) {
        BitSet result = evaluate(filter);
        result.and(slots.live());
        return result;
    }

    /// May contain slots that are not live, where a negation put them.
    private BitSet evaluate(Filter filter) {
        return switch (filter) {
            case Filter.Everything() -> all();
            case Filter.Equal(var field, var value) -> where(field, value::sameAs, List.of(value), filter);
            case Filter.In(var field, var values) ->
                where(field, found -> values.stream().anyMatch(found::sameAs), values, filter);
            case Filter.Compare(var field, var relation, var value) ->
                where(
                        field,
                        found -> {
                            OptionalInt order = found.compare(value);
                            return order.isPresent() && relation.holds(order.getAsInt());
                        },
                        List.of(),
                        filter);
            case Filter.Contains(var field, var value) -> containing(field, value, filter);
            case Filter.Exists(var field) -> existing(field);
            case Filter.And(var all) -> {
                BitSet result = all();
                all.forEach(part -> result.and(evaluate(part)));
                yield result;
            }
            case Filter.Or(var any) -> {
                var result = new BitSet();
                any.forEach(part -> result.or(evaluate(part)));
                yield result;
            }
            case Filter.Not(var part) -> {
                BitSet result = all();
                result.andNot(evaluate(part));
                yield result;
            }
        };
    }

    private BitSet all() {
        return (BitSet) slots.live().clone();
    }

    /// @param wanted the only values that can pass the test, or none when it is not a comparison for equality
    private BitSet where(Field field, Predicate<Value> test, List<Value> wanted, Filter filter) {
        return switch (field) {
            case Field.Attribute attribute -> attribute(attribute, test);
            case Field.InMetadata(var path) -> {
                var result = new BitSet();
                if (filter instanceof Filter.Compare) {
                    slots.metadata.addWhere(path, test, result);
                } else {
                    wanted.forEach(value -> slots.metadata.addEqual(path, value, result));
                    if (!wanted.stream().allMatch(MetadataIndex::isPlain)) {
                        addRead(path, filter, result);
                    }
                }
                yield result;
            }
        };
    }

    private BitSet containing(Field field, Value part, Filter filter) {
        return switch (field) {
            case Field.Attribute attribute -> attribute(attribute, found -> hasPart(found, part));
            case Field.InMetadata(var path) -> {
                var result = new BitSet();
                slots.metadata.addElement(path, part, result);
                slots.metadata.addWhere(path, found -> hasPart(found, part), result);
                if (!MetadataIndex.isPlain(part)) {
                    addRead(path, filter, result);
                }
                yield result;
            }
        };
    }

    private static boolean hasPart(Value found, Value part) {
        return found instanceof Value.Text(var text) && part instanceof Value.Text(var wanted) && text.contains(wanted);
    }

    private BitSet existing(Field field) {
        return switch (field) {
            case Field.Attribute attribute -> attribute(attribute, _ -> true);
            case Field.InMetadata(var path) -> {
                var result = new BitSet();
                slots.metadata.addPresent(path, result);
                yield result;
            }
        };
    }

    /// Lists and objects as a whole are not indexed: the memories that have one at the path are read.
    private void addRead(List<String> path, Filter filter, BitSet result) {
        slots.metadata.composites(path).stream()
                .filter(slot -> memories.apply(slot).filter(filter::accepts).isPresent())
                .forEach(result::set);
    }

    private BitSet attribute(Field.Attribute attribute, Predicate<Value> test) {
        return switch (attribute) {
            case TYPE -> named(slots.types, slots::typeNumber, test);
            case SESSION -> named(slots.sessions, slots::sessionNumber, test);
            case ACTOR -> named(slots.actors, slots::actorNumber, test);
            case SEQUENCE ->
                matching(slot ->
                        slots.sessionNumber(slot) != Slots.NONE && test.test(new Value.Whole(slots.sequence(slot))));
            case IMPORTANCE -> matching(slot -> test.test(new Value.Real(slots.importance(slot))));
            case CREATED_AT -> matching(slot -> test.test(new Value.Time(slots.createdAt(slot))));
            case UPDATED_AT -> matching(slot -> test.test(new Value.Time(Slots.instant(slots.updatedMicros(slot)))));
            case LAST_ACCESSED -> matching(slot -> test.test(new Value.Time(slots.lastAccessed(slot))));
            case EXPIRES_AT ->
                matching(slot -> slots.expiresMicros(slot) != Slots.NEVER
                        && test.test(new Value.Time(Slots.instant(slots.expiresMicros(slot)))));
        };
    }

    /// Tests each distinct name once.
    private BitSet named(Names names, IntUnaryOperator column, Predicate<Value> test) {
        var accepted = new BitSet(names.size());
        for (int number = 0; number < names.size(); number++) {
            accepted.set(number, test.test(new Value.Text(names.name(number))));
        }
        return matching(slot -> {
            int number = column.applyAsInt(slot);
            return number != Slots.NONE && accepted.get(number);
        });
    }

    private BitSet matching(IntPredicate test) {
        var result = new BitSet();
        slots.live().stream().filter(test).forEach(result::set);
        return result;
    }
}
