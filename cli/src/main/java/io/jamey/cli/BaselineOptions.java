package io.jamey.cli;

import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What to compare with.
final class BaselineOptions {
    @Option(
            names = "--save-baseline",
            paramLabel = "NAME",
            description = "Keep what is measured, and the code it was measured on, to compare with later")
    @Nullable String save;

    @Option(
            names = "--baseline",
            paramLabel = "NAME",
            description = "Compare with this baseline: its code runs again, side by side with this one. Exit code 3 if"
                    + " it is not there, or lacks an operation")
    @Nullable String strict;

    @Option(
            names = "--baseline-lenient",
            paramLabel = "NAME",
            description = "The same, but compare what there is to compare with, and measure if there is nothing")
    @Nullable String lenient;

    @Option(
            names = "--baseline-ref",
            paramLabel = "GITREF",
            description = "Compare with a commit of this checkout, which is built first and kept")
    @Nullable String ref;

    @Option(
            names = "--load-baseline",
            paramLabel = "NAME",
            description = "Take this baseline's figures instead of measuring; with --baseline: compare two that are"
                    + " saved. A hint, no judgement")
    @Nullable String load;

    @Option(
            names = "--unpaired",
            description = "Compare with the figures of --baseline as they were saved. Fast; a hint, no judgement: never"
                    + " fails")
    boolean unpaired;

    /// The baseline to compare with, by name.
    @Nullable String named() {
        return strict != null ? strict : lenient;
    }

    boolean compares() {
        return strict != null || lenient != null || ref != null;
    }

    /// @throws IllegalArgumentException if they do not go together
    void check() {
        if (Stream.of(strict, lenient, ref).filter(Objects::nonNull).count() > 1) {
            throw new IllegalArgumentException("one of --baseline, --baseline-lenient and --baseline-ref is enough");
        }
        if ((unpaired || load != null) && named() == null) {
            throw new IllegalArgumentException(
                    (unpaired ? "--unpaired" : "--load-baseline") + " needs --baseline NAME to compare with");
        }
        if (save != null && (compares() || load != null)) {
            throw new IllegalArgumentException("--save-baseline measures, and does not compare: run it by itself");
        }
    }
}
