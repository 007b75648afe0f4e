package io.jamey.server.settings;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jamey.json.Suggestion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;

/// Reads `jamey.yaml`: sections of settings, each with the line it stands on. Whatever it does not know is an
/// error.
///
/// What a line holds is never put into a message: it may be a secret.
final class YamlFile {
    private static final int BYTES_MAX = 1 << 20;
    private static final Map<String, Setting<?>> SETTINGS = Catalogue.all().stream()
            .flatMap(setting ->
                    Stream.of(setting.key(), setting.shortKey()).distinct().map(key -> Map.entry(key, setting)))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));

    private final Path file;
    private final YAMLParser parser;
    private final Map<String, Said> found = new LinkedHashMap<>();

    private YamlFile(Path file, YAMLParser parser) {
        this.file = file;
        this.parser = parser;
    }

    /// The settings in the file, by key.
    ///
    /// @throws IllegalArgumentException naming file and line
    static Map<String, Said> read(Path file) {
        String text;
        try {
            if (Files.size(file) > BYTES_MAX) {
                throw new IllegalArgumentException(file + " has more than " + BYTES_MAX + " bytes");
            }
            text = Files.readString(file, UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the settings in " + file + ": " + e, e);
        }
        try (JsonParser parser = new YAMLFactory().createParser(ObjectReadContext.empty(), text)) {
            var yaml = new YamlFile(file, (YAMLParser) parser);
            yaml.document();
            return yaml.found;
        } catch (JacksonException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            throw new IllegalArgumentException(file + ":" + line
                    + ": this is no YAML: look at the indentation, and put quotes around text with : or # in it");
        }
    }

    private void document() {
        JsonToken first = parser.nextToken();
        if (first == null || first == JsonToken.VALUE_NULL) {
            return;
        }
        if (first != JsonToken.START_OBJECT) {
            throw here("settings are written as 'name: value', one on each line");
        }
        section("");
        if (parser.nextToken() != null) {
            throw here("a second document begins here: put all settings into the first");
        }
    }

    private void section(String prefix) {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = prefix + parser.currentName();
            int line = line();
            Setting<?> setting = SETTINGS.get(key);
            boolean isSection = SETTINGS.keySet().stream().anyMatch(name -> name.startsWith(key + "."));
            JsonToken value = parser.nextToken();
            if (isSection && value == JsonToken.START_OBJECT) {
                section(key + ".");
            } else if (isSection && setting == null) {
                throw at(line, "'" + key + "' is a section: write its settings below it, indented");
            } else if (setting == null) {
                throw at(line, "unknown setting '" + key + "'" + Suggestion.instead(key, names(prefix)));
            } else if (found.put(setting.key(), new Said(value(setting, value), new Origin.Line(file, line))) != null) {
                throw at(line, "'" + setting.key() + "' is set twice: keep one");
            }
        }
    }

    /// What can stand at this place, and, for who forgot the section, what stands in sections.
    private static List<String> names(String prefix) {
        var names = new TreeSet<String>();
        SETTINGS.keySet().stream()
                .filter(key -> key.startsWith(prefix))
                .forEach(key -> names.add(prefix.isEmpty() ? key.replaceFirst("\\..*", "") : key));
        if (prefix.isEmpty()) {
            names.addAll(SETTINGS.keySet());
        }
        return List.copyOf(names);
    }

    private String value(Setting<?> setting, JsonToken token) {
        if (parser.isCurrentAlias()) {
            throw here("aliases mean nothing here: write the value of '" + setting.key() + "' itself");
        }
        boolean isList = setting.kind().form() == Kind.Form.LIST;
        if (token == JsonToken.START_ARRAY && isList) {
            var items = new ArrayList<String>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                items.add(scalar(setting));
            }
            return items.isEmpty() ? "none" : String.join(",", items);
        }
        String text = scalar(setting);
        return setting.kind().isPath(text) ? fromFolder(text) : text;
    }

    private String scalar(Setting<?> setting) {
        if (!parser.currentToken().isScalarValue() || parser.currentToken() == JsonToken.VALUE_NULL) {
            throw here("'" + setting.key() + "' has no value: it must be " + setting.allowed());
        }
        return parser.getString().strip();
    }

    /// A path in the file counts from where the file is, wherever the server is started.
    private String fromFolder(String text) {
        return text.startsWith("~") || text.equals("none")
                ? text
                : file.toAbsolutePath().resolveSibling(text).normalize().toString();
    }

    private int line() {
        return parser.currentTokenLocation().getLineNr();
    }

    private IllegalArgumentException here(String message) {
        return at(line(), message);
    }

    private IllegalArgumentException at(int line, String message) {
        return new IllegalArgumentException(file + ":" + line + ": " + message);
    }
}
