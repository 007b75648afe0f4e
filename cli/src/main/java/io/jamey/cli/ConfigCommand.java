package io.jamey.cli;

import io.jamey.embeddings.EmbedderSettings;
import io.jamey.json.Json;
import io.jamey.server.settings.Configuration;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `jamey config`: what a server would be told, and by whom.
@Command(
        description = "Show every setting of a server as it is in force, and where it came from; secrets are masked",
        sortOptions = false)
final class ConfigCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(names = "--json", description = "Print one JSON document")
    private boolean json;

    ConfigCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Configuration configuration = SettingsOptions.read(spec, surroundings);
        EmbedderSettings.from(configuration.settings().embedder());
        if (json) {
            surroundings.out().println(Json.write(fields(configuration)));
        } else {
            surroundings
                    .out()
                    .println("file: "
                            + configuration.file().map(Path::toString).orElse("none here, and none in ~/.jamey"));
            configuration.warnings().forEach(warning -> surroundings.err().println("jamey: " + warning));
            var table = new Table().column("setting").flexible("value").column("from");
            for (var each : configuration.effective()) {
                table.row(each.setting().key(), each.text(), each.origin().written());
            }
            table.print(surroundings);
        }
        return ExitCode.OK;
    }

    private static Map<String, Object> fields(Configuration configuration) {
        var fields = new LinkedHashMap<String, Object>();
        configuration.file().map(Path::toString).ifPresent(file -> fields.put("file", file));
        List<Map<String, String>> settings = configuration.effective().stream()
                .map(each -> {
                    Map<String, String> setting = new LinkedHashMap<>();
                    setting.put("setting", each.setting().key());
                    setting.put("value", each.text());
                    setting.put("from", each.origin().written());
                    return setting;
                })
                .toList();
        fields.put("settings", settings);
        return fields;
    }
}
