package io.jamey;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MemoryIdsTest {
    @Test
    void idsAreOrderedAsTheirTextIs() {
        List<String> ordered = List.of(
                "00000000-0000-0000-0000-000000000000",
                "00000000-0000-0000-7fff-ffffffffffff",
                "00000000-0000-0000-8000-000000000000",
                "7fffffff-ffff-ffff-ffff-ffffffffffff",
                "80000000-0000-0000-0000-000000000000",
                "ffffffff-ffff-ffff-ffff-ffffffffffff");

        assertThat(ordered.reversed().stream()
                        .map(UUID::fromString)
                        .sorted(MemoryIds.ORDER)
                        .map(UUID::toString))
                .containsExactlyElementsOf(ordered);
    }

    @Test
    void newIdsAreOfVersion7AndGrow() {
        List<UUID> ids = Stream.generate(MemoryIds::next).limit(10_000).toList();

        assertThat(ids).isSortedAccordingTo(MemoryIds.ORDER).doesNotHaveDuplicates();
        assertThat(ids).allMatch(id -> id.version() == 7);
    }
}
