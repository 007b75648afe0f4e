package io.jamey.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/// `jamey` itself: says what it can do.
@Command(
        name = "jamey",
        header = "Memory for AI agents, in one file on this machine or in a team's database.",
        synopsisSubcommandLabel = "COMMAND",
        description = {"", "Try it: @|bold jamey demo|@", ""},
        commandListHeading = "Commands:%n",
        optionListHeading = "Options:%n",
        footer = {
            "",
            "Exit codes: 0 done; 1 not found, or a check failed; 2 wrong command line or input;",
            "3 store or model unavailable; 4 store damaged; 5 disk full; 6 conflict; 70 a fault in jamey."
        })
final class JameyCommand implements Runnable {
    private final Surroundings surroundings;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean help;

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Show where an error came from")
    @SuppressWarnings("UnusedVariable") // Failures looks for it on the command line
    private boolean debug;

    JameyCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public void run() {
        spec.commandLine().usage(surroundings.out(), spec.commandLine().getColorScheme());
    }
}
