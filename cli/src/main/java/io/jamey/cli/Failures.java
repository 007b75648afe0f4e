package io.jamey.cli;

import io.jamey.MemoryException;
import io.jamey.bench.gate.Outcome;
import io.jamey.bench.pairs.WorkerLost;
import io.jamey.json.Suggestion;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;

/// Tells people what went wrong: a line or two on stderr that say what to do, and an exit code. A stack trace
/// only with `--debug`.
final class Failures implements CommandLine.IExecutionExceptionHandler, CommandLine.IParameterExceptionHandler {
    private final Surroundings surroundings;

    Failures(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
        if (TemporaryFolder.isEnding()) {
            return ExitCode.UNAVAILABLE;
        }
        if (parsed.expandedArgs().contains("--debug")) {
            e.printStackTrace(surroundings.err());
        }
        String message = String.valueOf(e.getMessage());
        return switch (e) {
            case WorkerLost _ -> tell(ExitCode.UNAVAILABLE, message);
            case BaselineMissing _ -> tell(Outcome.BASELINE_MISSING.exitCode(), message);
            case IllegalArgumentException _ -> tell(ExitCode.BAD_INPUT, message);
            case MemoryException fault -> tell(ExitCode.of(fault.kind()), message, advice(fault.kind()));
            case UncheckedIOException _ -> tell(ExitCode.UNAVAILABLE, message);
            default -> tell(e);
        };
    }

    /// A fault that is nobody's but ours.
    int tell(Throwable e) {
        return tell(
                ExitCode.BUG, "this is a fault in jamey: " + e, "Run it again with --debug and report what it prints.");
    }

    @Override
    public int handleParseException(CommandLine.ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        String advice = "See '" + surroundings.command()
                + command.getCommandSpec().qualifiedName(" ").replaceFirst("^jamey", "") + " --help'.";
        if (e instanceof CommandLine.UnmatchedArgumentException unmatched
                && !unmatched.getUnmatched().isEmpty()) {
            String word = unmatched.getUnmatched().getFirst();
            boolean option = word.startsWith("-");
            List<String> known = option
                    ? command.getCommandSpec().options().stream()
                            .flatMap(each -> Stream.of(each.names()))
                            .filter(name -> name.startsWith("--"))
                            .toList()
                    : command.getSubcommands().keySet().stream().sorted().toList();
            if (option || !known.isEmpty()) {
                return tell(
                        ExitCode.BAD_INPUT,
                        "unknown " + (option ? "option" : "command") + " '" + word + "'"
                                + Suggestion.instead(word.replaceFirst("=.*", ""), known),
                        advice);
            }
            return tell(
                    ExitCode.BAD_INPUT, "unexpected '" + word + "': put quotes around text that has spaces", advice);
        }
        return tell(ExitCode.BAD_INPUT, String.valueOf(e.getMessage()), advice);
    }

    private String advice(MemoryException.Kind kind) {
        return switch (kind) {
            case CONFLICT, UNAVAILABLE -> "";
            case FULL -> "Make room on the disk (or delete memories) and repeat.";
            case CORRUPT -> "See '" + surroundings.command() + " verify', and restore the file from a backup.";
        };
    }

    private int tell(int code, String... lines) {
        var style = new Style(
                surroundings.terminal().errors() && surroundings.terminal().colour());
        surroundings.out().flush();
        for (int i = 0; i < lines.length; i++) {
            if (!lines[i].isEmpty()) {
                surroundings.err().println(i == 0 ? style.bad("jamey: ") + DisplayText.clean(lines[i]) : lines[i]);
            }
        }
        surroundings.err().flush();
        return code;
    }
}
