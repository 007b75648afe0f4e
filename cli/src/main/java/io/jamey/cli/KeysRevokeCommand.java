package io.jamey.cli;

import io.jamey.json.Json;
import io.jamey.json.Suggestion;
import io.jamey.server.access.KeyFile;
import io.jamey.server.access.KeyRecord;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `jamey keys revoke`: a key that opens nothing any more.
@Command(description = "Take a key away, for good", sortOptions = false)
final class KeysRevokeCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(paramLabel = "NAME", description = "The key's name")
    @SuppressWarnings("NullAway.Init") // required
    private String name;

    @Option(names = "--json", description = "Print one JSON document")
    private boolean json;

    KeysRevokeCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        KeyFile file = KeysCommand.file(spec, surroundings);
        boolean revoked = file.revoke(name).isPresent();
        if (json) {
            surroundings.out().println(Json.write(Map.of("revoked", revoked)));
        } else if (revoked) {
            surroundings.out().println("revoked " + name + ": it opens nothing from now on");
        }
        if (!revoked) {
            List<String> names =
                    file.read().orElse(List.of()).stream().map(KeyRecord::name).toList();
            surroundings
                    .err()
                    .println(DisplayText.clean("jamey: no key is named '" + name + "'"
                            + (names.isEmpty() ? "" : Suggestion.instead(name, names))));
        }
        return revoked ? ExitCode.OK : ExitCode.NOT_SO;
    }
}
