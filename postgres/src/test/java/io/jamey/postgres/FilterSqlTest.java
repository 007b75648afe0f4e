package io.jamey.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.jamey.Field;
import io.jamey.Filter;
import io.jamey.Memory;
import io.jamey.MemoryType;
import io.jamey.Metadata;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// A filter in SQL accepts what [Filter#accepts] accepts: random filters over random memories, whose values
/// are few, alike and treacherous, beside a tenant with the same memories.
class FilterSqlTest {
    private static final long SEED = Long.getLong("jamey.seed", System.nanoTime());
    private static final int MEMORIES = 150;
    private static final int FILTERS = Integer.getInteger("jamey.postgres.filters", 150);
    private static final Namespace HOME = Namespace.of("home");
    private static final Instant START = Instant.parse("2025-01-01T00:00:00Z");

    private static final List<String> TEXTS = List.of(
            "", "a", "A", "ab", "b", "0", "1", "true", "null", "\uffff", "\ud83c\udf75", "'", "\\", "a\"b", "%", "é");
    private static final List<String> KEYS = List.of("a", "b", "0", "a.b", "'", "?", "\ud83c\udf75");
    private static final List<Object> NUMBERS = List.of(
            0L,
            1L,
            -1L,
            1.0,
            0.1,
            0.30000000000000004,
            0.3,
            1L << 53,
            (1L << 53) + 1,
            (double) (1L << 53),
            1L << 60,
            (double) (1L << 60),
            Long.MAX_VALUE,
            (double) Long.MAX_VALUE,
            1e300,
            -1e300,
            4.9e-324,
            1e18,
            1e22);

    private final Random random = new Random(SEED);

    @Test
    void a_filter_in_sql_means_what_it_means_in_java() {
        try (var store = PostgresMemoryStore.open(TestServer.shared().options())) {
            List<Memory> memories = store.storeAll(
                    HOME, IntStream.range(0, MEMORIES).mapToObj(_ -> memory()).toList());
            store.storeAll(
                    Namespace.of("Home"),
                    IntStream.range(0, 20).mapToObj(_ -> memory()).toList());
            int accepted = 0;
            for (int i = 0; i < FILTERS; i++) {
                Filter filter = filter(3);
                Set<UUID> expected = ids(memories.stream().filter(filter::accepts));
                try (Stream<Memory> found = store.iterate(HOME, filter)) {
                    assertThat(ids(found))
                            .as("seed %d, filter %d: %s", SEED, i, filter)
                            .isEqualTo(expected);
                }
                assertThat(store.count(HOME, filter)).isEqualTo(expected.size());
                accepted += expected.isEmpty() || expected.size() == MEMORIES ? 0 : 1;
            }
            assertThat(accepted).as("filters that accept some and refuse some").isGreaterThan(FILTERS / 5);
        }
    }

    private static Set<UUID> ids(Stream<Memory> memories) {
        return memories.map(Memory::id).collect(Collectors.toSet());
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private NewMemory memory() {
        var builder = NewMemory.of("x")
                .type(one(List.of(MemoryType.MESSAGE, MemoryType.SEMANTIC)))
                .importance(one(List.of(0.0, 0.1, 0.5, 1.0)))
                .createdAt(START.plusNanos(random.nextInt(3) * 1_000L));
        if (random.nextBoolean()) {
            builder.session(one(List.of("s", "S", "'")), random.nextInt(4));
        }
        if (random.nextBoolean()) {
            builder.actor(one(List.of("a", "ab", "\ud83c\udf75")));
        }
        if (random.nextBoolean()) {
            builder.expiresAt(Instant.parse("2990-01-01T00:00:00Z").plusSeconds(random.nextInt(2)));
        }
        Map<String, Value> fields = new LinkedHashMap<>();
        IntStream.range(0, random.nextInt(4)).forEach(_ -> fields.put(one(KEYS), value(3)));
        return builder.metadata(new Metadata(fields)).build();
    }

    private Value value(int depth) {
        return switch (random.nextInt(depth > 0 ? 7 : 5)) {
            case 0, 1 -> Value.of(one(NUMBERS));
            case 2 -> new Value.Text(one(TEXTS));
            case 3 -> new Value.Bool(random.nextBoolean());
            case 4 -> new Value.Null();
            case 5 ->
                new Value.Items(IntStream.range(0, random.nextInt(3))
                        .mapToObj(_ -> value(depth - 1))
                        .toList());
            default -> {
                Map<String, Value> fields = new LinkedHashMap<>();
                IntStream.range(0, random.nextInt(3)).forEach(_ -> fields.put(one(KEYS), value(depth - 1)));
                yield new Value.Fields(fields);
            }
        };
    }

    private Filter filter(int depth) {
        if (depth > 0 && random.nextInt(3) == 0) {
            return switch (random.nextInt(3)) {
                case 0 -> new Filter.And(filters(depth - 1));
                case 1 -> new Filter.Or(filters(depth - 1));
                default -> Filter.not(filter(depth - 1));
            };
        }
        return random.nextInt(3) == 0 ? onAttribute() : onMetadata();
    }

    private List<Filter> filters(int depth) {
        var filters = new ArrayList<Filter>();
        IntStream.range(0, random.nextInt(4)).forEach(_ -> filters.add(filter(depth)));
        return filters;
    }

    private Filter onMetadata() {
        Field field = new Field.InMetadata(IntStream.rangeClosed(0, random.nextInt(2))
                .mapToObj(_ -> one(KEYS))
                .toList());
        return switch (random.nextInt(5)) {
            case 0 -> new Filter.Equal(field, value(2));
            case 1 -> new Filter.Compare(field, one(List.of(Filter.Relation.values())), ordered());
            case 2 ->
                new Filter.In(
                        field,
                        IntStream.range(0, random.nextInt(4))
                                .mapToObj(_ -> value(1))
                                .toList());
            case 3 -> new Filter.Contains(field, value(1));
            default -> new Filter.Exists(field);
        };
    }

    private Value ordered() {
        return random.nextBoolean() ? new Value.Text(one(TEXTS)) : Value.of(one(NUMBERS));
    }

    private Filter onAttribute() {
        Field.Attribute field = one(List.of(Field.Attribute.values()));
        Value value = attributeValue(field);
        return switch (random.nextInt(5)) {
            case 0 -> new Filter.Equal(field, value);
            case 1 -> new Filter.Compare(field, one(List.of(Filter.Relation.values())), value);
            case 2 -> new Filter.In(field, List.of(value, attributeValue(field)));
            case 3 -> new Filter.Contains(field, value);
            default -> new Filter.Exists(field);
        };
    }

    private Value attributeValue(Field.Attribute field) {
        return switch (field) {
            case TYPE, SESSION, ACTOR ->
                new Value.Text(one(List.of("message", "s", "S", "a", "ab", "'", "", "\ud83c\udf75")));
            case SEQUENCE, IMPORTANCE -> Value.of(one(NUMBERS));
            case CREATED_AT, UPDATED_AT, LAST_ACCESSED ->
                new Value.Time(START.plusNanos((random.nextInt(5) - 1) * 1_000L));
            case EXPIRES_AT ->
                new Value.Time(Instant.parse("2990-01-01T00:00:00Z").plusSeconds(random.nextInt(3)));
        };
    }
}
