package io.jamey.bench.report.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.jamey.bench.gate.Block;
import io.jamey.bench.gate.Comparison;
import io.jamey.bench.gate.ComparisonReport;
import io.jamey.bench.gate.CountChange;
import io.jamey.bench.gate.Environment;
import io.jamey.bench.gate.NotCompared;
import io.jamey.bench.gate.Policy;
import io.jamey.bench.gate.Round;
import io.jamey.bench.gate.Samples;
import io.jamey.bench.gate.Side;
import io.jamey.bench.gate.Verdict;
import io.jamey.bench.report.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ComparisonPageTest {
    private static final String EVIL = "</style><script>alert('1')</script>\" onload=\"x";
    private static final Pattern TEXT = Pattern.compile("<style>.*?</style>|<[^>]*>", Pattern.DOTALL);

    private static String page(ComparisonReport report) {
        return ComparisonPage.of(report, false, FlameGraphs.NONE).toString();
    }

    /// What is to be read, without markup.
    private static String read(String page) {
        return TEXT.matcher(page).replaceAll(" ").replace("&gt;", ">");
    }

    @ParameterizedTest
    @EnumSource
    void saysEverythingThatTheModelHolds(Verdict worst) {
        ComparisonReport report = PageSamples.report(worst);
        String read = read(page(report));

        assertThat(read)
                .contains(
                        report.base().name(),
                        report.base().code(),
                        report.base().java(),
                        "-XX:+UseSerialGC -Xmx1g")
                .contains(report.candidate().name(), report.candidate().code())
                .contains(report.backend(), "10,000", "1,536", "data seed 42", "from seed 7", "2025-06-01T12:00:00Z")
                .contains(report.environment().machine().toString())
                .contains("memory_operations/pin: the base does not have it")
                .contains("from 10 to 40 blocks", "99.0\u00a0%", "600\u00a0s", "214\u00a0s", "0.980");
        saysAll(read, report.environment().check().orElseThrow());
        assertThat(report.comparisons()).hasSize(4).allSatisfy(comparison -> saysAll(read, comparison));
    }

    private static void saysAll(String read, Comparison comparison) {
        assertThat(read)
                .contains(
                        comparison.subject().id(),
                        comparison.subject().does(),
                        comparison.verdict().name())
                .contains(Words.time(comparison.base(comparison.measure())))
                .contains(Words.time(comparison.candidate(comparison.measure())));
        assertThat(comparison.reasons()).allSatisfy(reason -> assertThat(read).contains(reason));
        for (CountChange change : comparison.counts()) {
            assertThat(read)
                    .contains(change.count().words(), Words.change(change.ratio()))
                    .contains(Words.figure(change.count(), change.base()))
                    .contains(Words.figure(change.count(), change.candidate()));
        }
        comparison
                .recall()
                .ifPresent(recall ->
                        assertThat(read).contains(Words.recall(recall.base()), Words.recall(recall.candidate())));
        saysAll(read, comparison.first());
        comparison.again().ifPresent(again -> saysAll(read, again));
        for (Block block : comparison.judged().blocks()) {
            assertThat(read)
                    .contains(Words.change(Math.exp(block.logRatio(comparison.measure()))))
                    .contains(String.format("%,d", block.warmUpCalls()));
        }
    }

    private static void saysAll(String read, Round round) {
        assertThat(read)
                .contains(Words.change(round.estimate().ratio()))
                .contains(
                        Words.between(round.estimate().interval()),
                        Words.between(round.estimate().bootstrap()))
                .contains(Words.stop(round.stop()));
    }

    @ParameterizedTest
    @EnumSource
    void beginsWithTheVerdict(Verdict worst) {
        String read = read(page(PageSamples.report(worst)));

        assertThat(read.substring(0, read.indexOf("All operations"))).contains(worst.name());
        assertThat(read).contains("Is working copy slower than main?");
    }

    @ParameterizedTest
    @EnumSource
    void tellsVerdictsByWordAndShapeNotByColourAlone(Verdict worst) {
        String page = page(PageSamples.report(worst));

        var badges =
                Pattern.compile("<span class=\"badge (\\w+)\">(.*?)</span>").matcher(page);
        int seen = 0;
        while (badges.find()) {
            assertThat(badges.group(2)).contains("<svg", "<path").containsPattern("</svg>\\w+");
            seen++;
        }
        assertThat(seen).isGreaterThan(8);
        var shapes = Stream.of(Verdict.values())
                .map(verdict -> Words.grade(verdict).badge("").toString().replaceAll("class=\"[^\"]*\"", ""));
        assertThat(shapes.distinct()).hasSize(Verdict.values().length);
    }

    @Test
    void sortsTheWorstFirst() {
        String page = page(Samples.report(8, 3));

        assertThat(page.substring(page.indexOf("id=\"index\"")))
                .containsSubsequence(
                        "FAIL",
                        "memory_operations/search",
                        "INCONCLUSIVE",
                        "memory_operations/list_page",
                        "PASS",
                        "memory_operations/retrieve");
    }

    @Test
    void saysSoWhereTooFewBlocksGiveNoInterval() {
        String read = read(page(Samples.report(4, 2)));

        assertThat(read).contains("not known", "Too few blocks").doesNotContain("NaN", "Infinity");
    }

    @Test
    void saysThatAMachineIsUnfitAndWhy() {
        ComparisonReport fit = PageSamples.report(Verdict.PASS);
        var unfit =
                new Environment(fit.environment().machine(), fit.environment().check(), Optional.of("too loud"));
        String read = read(page(with(fit, unfit)));

        assertThat(read.substring(0, read.indexOf("All operations"))).contains("UNFIT", "too loud");
    }

    private static ComparisonReport with(ComparisonReport report, Environment environment) {
        return new ComparisonReport(
                report.base(),
                report.candidate(),
                report.backend(),
                report.data(),
                report.policy(),
                report.seed(),
                report.begun(),
                report.took(),
                environment,
                report.comparisons(),
                report.notCompared());
    }

    @Test
    void escapesWhateverNamesSayAndNeedsNothingFromElsewhere() {
        ComparisonReport sample = PageSamples.report(
                List.of(PageSamples.comparison(EVIL, PageSamples.Behaviour.plain(1_000, 1.2, 0.01), 1)),
                List.of(new NotCompared(EVIL, EVIL)));
        var side = new Side(EVIL, EVIL, EVIL, List.of(EVIL));
        var report = new ComparisonReport(
                side,
                side,
                EVIL,
                sample.data(),
                Policy.USUAL,
                1,
                sample.begun(),
                sample.took(),
                new Environment(new Machine(EVIL, EVIL, 1, 1, EVIL, 0), Optional.empty(), Optional.of(EVIL)),
                sample.comparisons(),
                sample.notCompared());
        String page = page(report);

        assertThat(page)
                .contains("&lt;script&gt;")
                .doesNotContain("<script", "\" onload", "http", "src=", "@import", "url(", "javascript:");
        assertThat(page.split("</style>", -1)).hasSize(2);
    }

    @Test
    void linksLeadToPlacesOnThePageOrToFlameGraphs(@TempDir Path folder) throws IOException {
        Path flame = folder.resolve("profile/memory_operations-search.html");
        Files.createDirectories(folder.resolve("profile"));
        Files.writeString(flame, "");
        var flames = FlameGraphs.beside(
                folder.resolve("index.html"), List.of("memory_operations/search", "memory_operations/retrieve", EVIL));
        String page = ComparisonPage.of(PageSamples.report(Verdict.FAIL), false, flames)
                .toString();

        assertThat(flames.addresses())
                .containsExactlyEntriesOf(Map.of("memory_operations/search", "profile/memory_operations-search.html"));
        var links = Pattern.compile("href=\"([^\"]*)\"")
                .matcher(page)
                .results()
                .map(result -> result.group(1))
                .toList();
        assertThat(links)
                .contains("profile/memory_operations-search.html", "#operation-1")
                .allSatisfy(link -> assertThat(
                                link.startsWith("#")
                                        ? page.contains("id=\"" + link.substring(1) + "\"")
                                        : Files.exists(folder.resolve(link)))
                        .as(link)
                        .isTrue());
        assertThat(Stream.of("javascript:alert(1)", "//host/x", "/etc/passwd", "../x.html", "https://host/"))
                .allSatisfy(address ->
                        assertThatIllegalArgumentException().isThrownBy(() -> new FlameGraphs(Map.of("a", address))));
    }

    @ParameterizedTest
    @EnumSource
    void canBeLookedAt(Verdict worst) throws IOException {
        Path folder = Files.createDirectories(Path.of("target", "pages"));
        Path file = folder.resolve("comparison-" + worst + ".html");
        ComparisonPage.of(PageSamples.report(worst), false, FlameGraphs.NONE).write(file);

        assertThat(Files.readString(file)).startsWith("<!doctype html>");
    }
}
