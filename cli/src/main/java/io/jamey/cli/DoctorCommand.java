package io.jamey.cli;

import io.jamey.MemoryException;
import io.jamey.MemoryStore;
import io.jamey.PoolStatus;
import io.jamey.StoreStatus;
import io.jamey.cli.Diagnosis.Verdict;
import io.jamey.embedded.EmbeddedMemoryStore;
import io.jamey.embedded.Verification;
import io.jamey.postgres.DerivedDataCheck;
import io.jamey.postgres.IndexCheck;
import io.jamey.postgres.PostgresMemoryStore;
import io.jamey.server.settings.Configuration;
import io.jamey.server.settings.StoreLocation;
import io.jamey.server.settings.StoreSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `jamey doctor`: looks for what keeps a server from working, or from being fast.
@Command(
        description = {
            "Check the settings, and the store that they name: whether it answers, and is up to date",
            "It is told what 'jamey serve' is told, and changes nothing, but that an older database is brought up to date."
        },
        sortOptions = false)
final class DoctorCommand implements Callable<Integer> {
    private final Surroundings surroundings;
    private final Diagnosis found = new Diagnosis();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(
            names = "--indexes",
            description = "Ask the database how it would find what each kind of statement asks for, and by which index")
    private boolean indexes;

    @Option(names = "--verify", description = "Compare what is derived from memories with the memories: reads them all")
    private boolean verify;

    @Option(names = "--json", description = "Print one JSON document")
    private boolean json;

    DoctorCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Configuration configuration = SettingsOptions.read(spec, surroundings);
        found.add(
                Verdict.OK,
                "settings",
                configuration
                        .file()
                        .map(file -> file + " and what goes before it")
                        .orElse("no file of settings"));
        configuration.warnings().forEach(warning -> found.add(Verdict.NOTE, "settings", warning));
        try {
            check(configuration.settings().store());
        } catch (MemoryException e) {
            found.add(Verdict.BAD, "store", Objects.requireNonNull(e.getMessage()));
        }
        if (json) {
            found.printJson(surroundings);
        } else {
            found.print(surroundings);
        }
        return found.isSound() ? ExitCode.OK : ExitCode.NOT_SO;
    }

    private void check(StoreSettings store) {
        if (store.location() instanceof StoreLocation.File(Path path) && Files.notExists(path)) {
            found.add(Verdict.NOTE, "store", "there is none at " + path + " yet: the first memory makes it");
            return;
        }
        try (MemoryStore opened = Backends.existing(store)) {
            StoreStatus status = opened.status();
            found.add(
                    Verdict.OK,
                    "store",
                    store + " holds " + status.memories() + " memories in " + status.namespaces() + " namespaces",
                    status.details().entrySet().stream()
                            .map(detail -> detail.getKey() + ": " + detail.getValue())
                            .toList());
            switch (opened) {
                case EmbeddedMemoryStore file -> check(file);
                case PostgresMemoryStore database -> check(database);
                default -> throw new IllegalStateException("nothing is known of " + opened);
            }
        }
    }

    private void check(EmbeddedMemoryStore file) {
        if (indexes) {
            found.add(Verdict.OK, "indexes", "of a file are made by Jamey itself: --verify compares them");
        }
        if (verify) {
            Verification compared = file.verify();
            found.add(
                    compared.isSound() ? Verdict.OK : Verdict.BAD,
                    "derived data",
                    compared.isSound()
                            ? "file, records, embeddings and words of " + compared.memories() + " memories agree"
                            : compared.problemsFound() + " problems: 'jamey verify --rebuild' derives all anew",
                    compared.problems());
        }
    }

    private void check(PostgresMemoryStore database) {
        PoolStatus pool = database.poolStatus();
        found.add(
                pool.health() == PoolStatus.Health.UP ? Verdict.OK : Verdict.BAD,
                "connections",
                pool.latency()
                        .map(latency -> "answers in %.1f ms; %d of %d connections available"
                                .formatted(latency.toNanos() / 1e6, pool.available(), pool.total()))
                        .orElse(pool.message()));
        if (indexes) {
            database.checkIndexes().forEach(this::add);
        }
        if (verify) {
            DerivedDataCheck.Result compared = database.checkDerivedData();
            List<String> differences = compared.differences();
            found.add(
                    differences.isEmpty() ? Verdict.OK : Verdict.BAD,
                    "derived data",
                    differences.isEmpty()
                            ? "terms, embeddings, uses and sums of " + compared.memories() + " memories agree"
                            : differences.size() + " differences: export all, and import it into a new schema",
                    differences);
        }
    }

    private void add(IndexCheck.Finding finding) {
        Verdict verdict = switch (finding.use()) {
            case USED -> Verdict.OK;
            case SPARED -> Verdict.NOTE;
            case MISSING -> Verdict.BAD;
        };
        found.add(
                verdict,
                "index",
                finding.statement() + ": " + finding.advice(),
                verdict == Verdict.OK ? List.of() : finding.plan());
    }
}
