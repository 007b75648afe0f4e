package io.jamey.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Packages form no cycles, keep their insides to themselves, and introduce themselves.
class PackagesTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.jamey");

    private final Repository repository = Repository.here();

    @Test
    void form_no_cycles() {
        slices().matching("(io.jamey..)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void of_the_embedded_store_are_used_by_the_embedded_store_alone_and_measured_in_the_lab() {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.jamey.embedded..", "io.jamey.lab..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.jamey.embedded.*..")
                .check(CLASSES);
    }

    @Test
    void keep_the_incubating_vector_api_behind_package_private_classes() {
        noClasses()
                .that()
                .arePublic()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jdk.incubator.vector..")
                .check(CLASSES);
    }

    @Test
    void of_the_contract_know_nothing_of_what_stands_on_them() {
        noClasses()
                .that()
                .resideInAPackage("io.jamey")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.jamey.*..")
                .check(CLASSES);
    }

    @Test
    void introduce_themselves_and_are_null_marked() {
        List<Path> folders = repository.mainJavaFiles().stream()
                .map(Path::getParent)
                .distinct()
                .toList();
        assertThat(folders).isNotEmpty().allSatisfy(folder -> {
            Path info = folder.resolve("package-info.java");
            assertThat(Files.exists(info))
                    .as("%s has a package-info.java", folder)
                    .isTrue();
            assertThat(Repository.lines(info).stream().collect(Collectors.joining("\n")))
                    .as("%s says what the package is for", info)
                    .startsWith("///")
                    .contains("@NullMarked");
        });
    }
}
