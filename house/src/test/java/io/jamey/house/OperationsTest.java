package io.jamey.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What nobody runs here, for want of a container engine, at least names versions and files that are there.
class OperationsTest {
    private static final Pattern IMAGE = Pattern.compile("^ *(?:image:|FROM) (\\S+)");
    private static final Pattern PINNED = Pattern.compile("[\\w./-]+:v?\\d+\\.\\d+\\.\\d+\\S*");
    private static final Pattern MOUNT = Pattern.compile("^ *- (\\.\\.?/[^:]*):");
    private static final Pattern PORT = Pattern.compile("^ *- (\\S*):\\d+:\\d+");

    private final Path folder = Repository.here().root().resolve("ops");

    @Test
    void images_have_a_version() {
        var images = Stream.of("compose.yaml", "Dockerfile")
                .flatMap(file -> found(IMAGE, file).stream())
                .filter(image -> !image.equals("jamey")) // built here
                .toList();
        assertThat(images)
                .hasSizeGreaterThan(5)
                .allMatch(image -> PINNED.matcher(image).matches());
    }

    @Test
    void mounted_files_are_there() {
        assertThat(found(MOUNT, "compose.yaml"))
                .hasSizeGreaterThan(4)
                .allSatisfy(file -> assertThat(folder.resolve(file)).exists());
    }

    @Test
    void nothing_listens_but_on_loopback() {
        assertThat(found(PORT, "compose.yaml")).hasSizeGreaterThan(4).containsOnly("127.0.0.1");
    }

    @Test
    void runbooks_have_their_four_parts() {
        List<Path> runbooks = Repository.here().files().stream()
                .filter(file -> Objects.requireNonNull(file.getParent()).equals(folder.resolve("runbooks"))
                        && !file.endsWith("README.md"))
                .toList();
        assertThat(runbooks).hasSize(5).allSatisfy(runbook -> {
            List<String> lines = Repository.lines(runbook);
            assertThat(lines.stream().filter(line -> line.startsWith("#")).skip(1))
                    .containsExactly("## Meaning", "## First three commands", "## Likely causes", "## Fix");
            assertThat(lines.stream().filter(line -> line.startsWith("$ "))).hasSize(3);
        });
    }

    private List<String> found(Pattern pattern, String file) {
        var found = new ArrayList<String>();
        for (String line : Repository.lines(folder.resolve(file))) {
            Matcher matcher = pattern.matcher(line);
            if (matcher.find()) {
                found.add(matcher.group(1));
            }
        }
        return found;
    }
}
