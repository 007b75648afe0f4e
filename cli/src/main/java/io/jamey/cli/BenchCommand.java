package io.jamey.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `jamey bench`: names what can be measured.
@Command(
        description = "Measure speed, or make up memories to measure with",
        footer = {
            "",
            "In a checkout, ./jamey knows two more, which fetch what they need when first asked for:",
            "  peers   Jamey beside Lucene, JVector, LangChain4j, Spring AI and pgvector",
            "  micro   micro-benchmarks of single parts (JMH)"
        })
final class BenchCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "say what to do: bench data; or, by ./jamey in a checkout, bench peers, bench micro");
    }
}
