package io.jamey.lab;

import io.jamey.lab.micro.MicroCommand;
import io.jamey.lab.peers.PeersCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ScopeType;

/// Starts `jamey bench peers` and `jamey bench micro`.
@Command(name = "jamey bench")
public final class Main {
    @CommandLine.Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean help;

    private Main() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new Main())
                .addSubcommand(new PeersCommand(System.getenv()))
                .addSubcommand(new MicroCommand())
                .execute(args));
    }
}
