package io.jamey.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Stream;
import picocli.CommandLine;

/// Starts the `jamey` command.
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        Surroundings surroundings = Surroundings.ofProcess();
        int code = run(surroundings, args);
        surroundings.out().flush();
        System.exit(code);
    }

    /// Runs one command in these surroundings and returns its exit code.
    static int run(Surroundings surroundings, String... args) {
        var failures = new Failures(surroundings);
        var line =
                commandLine(surroundings).setExecutionExceptionHandler(failures).setParameterExceptionHandler(failures);
        int code;
        try {
            code = line.execute(asked(args));
        } catch (Error e) { // out of memory, or a broken installation: picocli lets these through
            code = failures.tell(e);
        }
        surroundings.out().flush();
        return code;
    }

    /// `help search` is what many type for `search --help`.
    private static String[] asked(String... args) {
        if (args.length == 0 || !args[0].equals("help")) {
            return args;
        }
        return Stream.concat(Arrays.stream(args).skip(1), Stream.of("--help")).toArray(String[]::new);
    }

    private static CommandLine commandLine(Surroundings surroundings) {
        var out = new PrintWriter(surroundings.out(), true, StandardCharsets.UTF_8);
        var line = new CommandLine(new JameyCommand(surroundings))
                .addSubcommand("demo", new DemoCommand(surroundings))
                .addSubcommand("store", new StoreCommand(surroundings))
                .addSubcommand("search", new SearchCommand(surroundings))
                .addSubcommand("get", new GetCommand(surroundings))
                .addSubcommand("list", new ListCommand(surroundings))
                .addSubcommand("update", new UpdateCommand(surroundings))
                .addSubcommand("delete", new DeleteCommand(surroundings))
                .addSubcommand("stats", new StatsCommand(surroundings))
                .addSubcommand("import", new ImportCommand(surroundings))
                .addSubcommand("export", new ExportCommand(surroundings))
                .addSubcommand("verify", new VerifyCommand(surroundings))
                .addSubcommand("doctor", SettingsOptions.allOn(new CommandLine(new DoctorCommand(surroundings))))
                .addSubcommand("mcp", new McpCommand(surroundings))
                .addSubcommand(
                        "eval",
                        new CommandLine(new EvalCommand()).addSubcommand("locomo", new EvalLocomoCommand(surroundings)))
                .addSubcommand(
                        "bench",
                        new CommandLine(new BenchCommand(surroundings))
                                .addSubcommand("data", new BenchDataCommand(surroundings))
                                .addSubcommand("goals", new BenchGoalsCommand(surroundings))
                                .addSubcommand("history", new BenchHistoryCommand(surroundings))
                                .addSubcommand("worker", new BenchWorkerCommand(surroundings)))
                .addSubcommand("load", new LoadCommand(surroundings))
                .addSubcommand("top", new TopCommand(surroundings))
                .addSubcommand("serve", SettingsOptions.allOn(new CommandLine(new ServeCommand(surroundings))))
                .addSubcommand("keys", KeysCommand.line(surroundings))
                .addSubcommand("config", SettingsOptions.allOn(new CommandLine(new ConfigCommand(surroundings))));
        return line.registerConverter(UUID.class, Main::id)
                .setOut(out)
                .setUsageHelpWidth(Math.min(100, surroundings.terminal().columns()))
                .setColorScheme(CommandLine.Help.defaultColorScheme(
                        surroundings.terminal().colour() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF));
    }

    private static UUID id(String written) {
        if (!written.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")) {
            throw new CommandLine.TypeConversionException("'" + written + "' is not a UUID");
        }
        return UUID.fromString(written);
    }
}
