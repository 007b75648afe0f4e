package io.jamey.bench.groups;

import io.jamey.Memory;
import io.jamey.json.Json;
import io.jamey.json.MemoryJson;
import io.jamey.json.VectorForm;
import java.util.List;
import java.util.stream.LongStream;

/// Group `codec`: the form in which memories leave and enter.
final class Codecs {
    private static final int MEMORIES = 64;

    private Codecs() {}

    static List<Benchmark> benchmarks() {
        Group group = Group.CODEC;
        return List.of(
                Benchmark.of(
                        group,
                        "write_base64",
                        "memory to JSON, embedding in base64",
                        stage -> write(stage, VectorForm.BASE64)),
                Benchmark.of(group, "read_base64", "and back", stage -> read(stage, VectorForm.BASE64)),
                Benchmark.of(
                        group,
                        "write_numbers",
                        "memory to JSON, embedding in numbers",
                        stage -> write(stage, VectorForm.ARRAY)),
                Benchmark.of(group, "read_numbers", "and back", stage -> read(stage, VectorForm.ARRAY)));
    }

    private static List<Memory> memories(Stage stage) {
        return LongStream.range(0, MEMORIES)
                .map(stage::storedRow)
                .mapToObj(row -> stage.store()
                        .retrieve(stage.namespaceOf(row), stage.id(row))
                        .orElseThrow())
                .toList();
    }

    private static String written(Memory memory, VectorForm form) {
        return Json.write(MemoryJson.fields(memory, form));
    }

    private static Operation write(Stage stage, VectorForm form) {
        List<Memory> memories = memories(stage);
        return number -> written(memories.get((int) (number % MEMORIES)), form);
    }

    private static Operation read(Stage stage, VectorForm form) {
        List<String> documents =
                memories(stage).stream().map(memory -> written(memory, form)).toList();
        return number -> MemoryJson.read(documents.get((int) (number % MEMORIES)));
    }
}
