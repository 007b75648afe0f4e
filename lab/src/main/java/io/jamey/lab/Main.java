package io.jamey.lab;

import io.jamey.lab.micro.MicroCommand;
import io.jamey.lab.peers.PeersCommand;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;
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

    /// The exit code when a disk or a server cannot be used.
    private static final int UNREACHABLE = 3;

    private Main() {}

    public static void main(String[] args) {
        // Lucene and JVector tell how they were set up; only what is wrong is wanted.
        Logger.getLogger("").setLevel(Level.WARNING);
        System.exit(new CommandLine(new Main())
                .addSubcommand(new PeersCommand(System.getenv()))
                .addSubcommand(new MicroCommand())
                .setExecutionExceptionHandler((e, command, _) -> {
                    if (!(e instanceof IOException)) {
                        throw e;
                    }
                    command.getErr().println("jamey: " + e.getMessage());
                    return UNREACHABLE;
                })
                .execute(args));
    }
}
