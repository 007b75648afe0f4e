package io.jamey.cli;

import io.jamey.json.Json;
import io.jamey.server.access.KeyFile;
import io.jamey.server.access.KeyRecord;
import io.jamey.server.access.KeyRequest;
import io.jamey.server.access.Permission;
import io.jamey.server.access.Scope;
import io.jamey.server.settings.WrittenDuration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `jamey keys create`: the one time a key is shown.
@Command(description = "Make a key and print it; nobody can find it out again", sortOptions = false)
final class KeysCreateCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(names = "--name", required = true, paramLabel = "NAME", description = "What to call the key")
    @SuppressWarnings("NullAway.Init") // required
    private String name;

    @Option(
            names = {"-n", "--namespace"},
            required = true,
            paramLabel = "NAME",
            description = "A namespace it opens; 'team-a/*' for all whose names begin so, '*' for all. Repeatable")
    private List<String> namespaces = List.of();

    @ArgGroup
    private @Nullable Might might;

    @Option(
            names = "--expires",
            paramLabel = "TIME",
            description = "How long it opens, as in 12h or 90d. Default: always")
    private @Nullable String expires;

    @Option(names = "--json", description = "Print one JSON document")
    private boolean json;

    /// One or the other.
    private static final class Might {
        @Option(names = "--read-only", description = "It opens them to read alone")
        private boolean readOnly;

        @Option(names = "--admin", description = "It may drop namespaces too; with '*', steer the whole server")
        private boolean admin;
    }

    KeysCreateCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        var request = new KeyRequest(name, Scope.of(namespaces), permission(), end(now));
        KeyFile file = KeysCommand.file(spec, surroundings);
        KeyFile.Created created = file.create(request, now);
        if (json) {
            Map<String, Object> fields = KeysCommand.fields(created.key());
            fields.put("key", created.secret());
            surroundings.out().println(Json.write(fields));
        } else {
            surroundings.out().println(created.secret());
            explain(created.key(), file);
        }
        return ExitCode.OK;
    }

    /// On stderr, so that a script gets the key alone.
    private void explain(KeyRecord key, KeyFile file) {
        surroundings.out().flush();
        surroundings
                .err()
                .println(DisplayText.clean("Keep it: it is not shown again. It opens " + key.scope() + " "
                        + KeysCommand.described(key.permission())
                        + key.expires().map(end -> ", until " + end).orElse("") + ". Its hash is in " + file.path()));
    }

    private Permission permission() {
        if (might == null) {
            return Permission.WRITE;
        }
        return might.admin ? Permission.ADMINISTER : might.readOnly ? Permission.READ : Permission.WRITE;
    }

    private Optional<Instant> end(Instant now) {
        return Optional.ofNullable(expires)
                .map(written -> now.plus(WrittenDuration.parse(written)
                        .orElseThrow(() -> new IllegalArgumentException("--expires must be a number and its unit, as in"
                                + " 12h or 90d, and not '" + written + "'"))));
    }
}
