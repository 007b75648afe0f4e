package io.jamey.json;

import io.jamey.Cursor;
import io.jamey.Filter;
import io.jamey.Namespace;
import io.jamey.PageRequest;
import io.jamey.PageRequest.Order;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Requests for a page as JSON: `namespace` (or `user_id`), `limit` (or `top_k`), `offset` or `cursor`, `order`,
/// `filter`, `embeddings`.
public final class PageJson {
    private static final FieldNames PAGE = FieldNames.of(
                    "a page request", "namespace", "limit", "offset", "cursor", "order", "filter", "embeddings")
            .alias("user_id", "namespace")
            .alias("top_k", "limit");

    private static final List<String> ORDERS =
            Stream.of(Order.values()).map(PageJson::name).toList();

    private PageJson() {}

    /// The order's name in JSON: `newest`, `oldest` or `sequence`.
    public static String name(Order order) {
        return switch (order) {
            case NEWEST_FIRST -> "newest";
            case OLDEST_FIRST -> "oldest";
            case BY_SEQUENCE -> "sequence";
        };
    }

    public static Order order(String name) {
        return Stream.of(Order.values())
                .filter(order -> name(order).equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "unknown order '" + name + "'" + Suggestion.instead(name, ORDERS)));
    }

    /// From UTF-8.
    ///
    /// @param limit when the document names none
    public static WrittenPage read(byte[] document, int limit) {
        return TokenReader.read(document, in -> read(in, limit));
    }

    /// The JSON fields of a request, for [Json#write]: those that are not as they are anyway.
    public static Map<String, Object> fields(PageRequest request) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("limit", request.limit());
        if (request.offset() > 0) {
            fields.put("offset", request.offset());
        }
        request.cursor().ifPresent(cursor -> fields.put("cursor", cursor.token()));
        if (!request.filter().equals(Filter.everything())) {
            fields.put("filter", FilterJson.fields(request.filter()));
        }
        fields.put("order", name(request.order()));
        if (request.embeddings()) {
            fields.put("embeddings", true);
        }
        return fields;
    }

    private static WrittenPage read(TokenReader in, int usualLimit) {
        var parts = new Object() {
            Optional<Namespace> namespace = Optional.empty();
            int limit = usualLimit;
            long offset;

            @Nullable Cursor cursor;

            Order order = Order.NEWEST_FIRST;
            Filter filter = Filter.everything();
            boolean embeddings;
        };
        in.object(PAGE, name -> {
            switch (name) {
                case "namespace" -> parts.namespace = Optional.of(Namespace.of(in.text(name)));
                case "limit" -> parts.limit = in.wholeInt(name);
                case "offset" -> parts.offset = in.whole(name);
                case "cursor" -> parts.cursor = new Cursor(in.text(name));
                case "order" -> parts.order = order(in.text(name));
                case "filter" -> parts.filter = FilterJson.read(in);
                case "embeddings" -> parts.embeddings = in.bool(name);
                default -> throw new IllegalStateException(name);
            }
        });
        return new WrittenPage(
                parts.namespace,
                in.naming(
                        PAGE,
                        () -> new PageRequest(
                                parts.limit,
                                parts.offset,
                                Optional.ofNullable(parts.cursor),
                                parts.filter,
                                parts.order,
                                parts.embeddings)));
    }
}
