package io.jamey.cli.transcripts;

import java.util.ArrayList;
import java.util.List;

/// A command of a transcript, and what is shown below it.
///
/// @param line of the page on which it stands
/// @param command as it is typed, of several lines if it goes on
public record Step(int line, String command, List<String> shown) {
    private static final String PROMPT = "$ ";
    private static final String GOES_ON = "> ";

    /// All steps of a page: what stands in its blocks of `console`, where `$ ` is before what is typed and `> ` before
    /// what goes on.
    public static List<Step> of(List<String> page) {
        var steps = new ArrayList<Step>();
        boolean inside = false;
        for (int i = 0; i < page.size(); i++) {
            String line = page.get(i);
            if (line.startsWith("```")) {
                inside = line.equals("```console");
            } else if (inside && (line.startsWith(PROMPT) || line.equals("^C"))) {
                steps.add(new Step(i + 1, line.replaceFirst("^\\$ ", ""), new ArrayList<>()));
            } else if (inside
                    && line.startsWith(GOES_ON)
                    && steps.getLast().shown().isEmpty()) {
                Step begun = steps.removeLast();
                String whole = begun.command() + "\n" + line.substring(GOES_ON.length());
                steps.add(new Step(begun.line(), whole, begun.shown()));
            } else if (inside) {
                steps.getLast().shown().add(line);
            }
        }
        return steps;
    }
}
