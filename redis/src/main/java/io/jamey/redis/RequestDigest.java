package io.jamey.redis;

import io.jamey.Embedding;
import io.jamey.Field;
import io.jamey.Filter;
import io.jamey.PageRequest;
import io.jamey.SearchRequest;
import io.jamey.Value;
import io.jamey.encoding.Bytes;
import io.jamey.encoding.Micros;
import java.util.List;

/// What stands for a request in the key of its answer: a digest of all that is in it, so written that no two requests
/// are written alike.
final class RequestDigest {
    private final Bytes.Writer out = new Bytes.Writer(256);

    private RequestDigest() {}

    static byte[] of(SearchRequest request) {
        var digest = new RequestDigest();
        digest.out.text("search").text(request.text().map(text -> "=" + text).orElse(""));
        digest.add(request.embedding().map(Embedding::toArray).orElse(new float[0]));
        digest.out
                .count(request.limit())
                .text(request.minScore().toString())
                .text(request.exact() + "/" + request.explain() + "/" + request.embeddings())
                .text(request.weights().values().toString());
        return digest.with(request.filter());
    }

    static byte[] of(PageRequest request) {
        var digest = new RequestDigest();
        digest.out
                .text("page")
                .count(request.limit())
                .int64(request.offset())
                .text(request.cursor().map(cursor -> "=" + cursor.token()).orElse(""))
                .text(request.order() + "/" + request.embeddings());
        return digest.with(request.filter());
    }

    /// Of a count.
    static byte[] of(Filter filter) {
        var digest = new RequestDigest();
        digest.out.text("count");
        return digest.with(filter);
    }

    private byte[] with(Filter filter) {
        add(filter);
        return Digest.of(out.toArray());
    }

    private void add(float[] components) {
        out.count(components.length);
        for (float component : components) {
            out.int32(Float.floatToRawIntBits(component));
        }
    }

    private void add(Filter filter) {
        switch (filter) {
            case Filter.Everything() -> out.text("everything");
            case Filter.Equal(var field, var value) -> add("equal", field, value);
            case Filter.Compare(var field, var relation, var value) -> add("compare " + relation.name(), field, value);
            case Filter.In(var field, var values) -> add("in", field, new Value.Items(values));
            case Filter.Contains(var field, var value) -> add("contains", field, value);
            case Filter.Exists(var field) -> add("exists", field, new Value.Null());
            case Filter.And(var all) -> add("and", all);
            case Filter.Or(var any) -> add("or", any);
            case Filter.Not(var negated) -> add("not", List.of(negated));
        }
    }

    private void add(String operation, List<Filter> filters) {
        out.text(operation).count(filters.size());
        filters.forEach(this::add);
    }

    private void add(String operation, Field field, Value value) {
        out.text(operation);
        switch (field) {
            case Field.Attribute attribute -> out.count(0).text(attribute.name());
            case Field.InMetadata(var path) -> {
                out.count(path.size());
                path.forEach(out::text);
            }
        }
        add(value);
    }

    private void add(Value value) {
        out.text(value.getClass().getSimpleName());
        switch (value) {
            case Value.Null() -> {}
            case Value.Bool(var flag) -> out.int8(flag ? 1 : 0);
            case Value.Whole(var number) -> out.int64(number);
            case Value.Real(var number) -> out.int64(Double.doubleToRawLongBits(number));
            case Value.Text(var text) -> out.text(text);
            case Value.Time(var instant) -> out.int64(Micros.of(instant));
            case Value.Items(var items) -> {
                out.count(items.size());
                items.forEach(this::add);
            }
            case Value.Fields(var fields) -> {
                out.count(fields.size());
                fields.forEach((name, inner) -> {
                    out.text(name);
                    add(inner);
                });
            }
        }
    }
}
