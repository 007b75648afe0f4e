package io.jamey.server.rest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.dataformat.yaml.YAMLFactory;

/// `openapi.yaml`, as it is written and as data.
final class ApiDescription {
    private static final byte[] YAML = load();

    private ApiDescription() {}

    static byte[] yaml() {
        return YAML.clone();
    }

    static Map<String, Object> fields() {
        return Once.FIELDS;
    }

    /// Read when it is first asked for: the server starts sooner.
    private static final class Once {
        private static final Map<String, Object> FIELDS = parse();
    }

    private static byte[] load() {
        try (InputStream in =
                Objects.requireNonNull(ApiDescription.class.getResourceAsStream("/io/jamey/server/openapi.yaml"))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("unchecked") // the document is a mapping, or the tests fail
    private static Map<String, Object> parse() {
        try (JsonParser parser = new YAMLFactory().createParser(ObjectReadContext.empty(), YAML)) {
            parser.nextToken();
            return (Map<String, Object>) Objects.requireNonNull(value(parser));
        }
    }

    private static @Nullable Object value(JsonParser in) {
        return switch (in.currentToken()) {
            case START_OBJECT -> {
                var fields = new LinkedHashMap<String, @Nullable Object>();
                while (in.nextToken() != JsonToken.END_OBJECT) {
                    String name = in.currentName();
                    in.nextToken();
                    fields.put(name, value(in));
                }
                yield fields;
            }
            case START_ARRAY -> {
                var items = new ArrayList<@Nullable Object>();
                while (in.nextToken() != JsonToken.END_ARRAY) {
                    items.add(value(in));
                }
                yield items;
            }
            case VALUE_NUMBER_INT -> in.getLongValue();
            case VALUE_NUMBER_FLOAT -> in.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> in.getString();
        };
    }
}
