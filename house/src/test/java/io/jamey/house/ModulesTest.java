package io.jamey.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/// The modules depend on each other as the floor plan in ARCHITECTURE.md draws them, and on nothing else.
class ModulesTest {
    private static final Pattern DRAWN = Pattern.compile("^(\\w+) +-> +(.*)$");

    private final Repository repository = Repository.here();

    @Test
    void depend_on_each_other_as_architecture_md_draws_them() {
        Map<String, Set<String>> drawn = new TreeMap<>();
        for (String line : Repository.lines(repository.root().resolve("ARCHITECTURE.md"))) {
            var matcher = DRAWN.matcher(line);
            if (matcher.matches()) {
                String targets = matcher.group(2).strip();
                drawn.put(
                        matcher.group(1),
                        targets.equals("nothing") ? Set.of() : new TreeSet<>(Set.of(targets.split(" +"))));
            }
        }
        Map<String, Set<String>> actual = new TreeMap<>();
        repository.modules().stream()
                .filter(module -> !module.equals("house"))
                .forEach(module -> actual.put(module, dependencies(module)));
        assertThat(actual).isEqualTo(drawn);
    }

    @Test
    void are_all_looked_at_by_this_module() {
        Set<String> seen = new TreeSet<>(dependencies("house", true));
        Set<String> all = new TreeSet<>(repository.modules());
        all.remove("house");
        assertThat(seen).as("add new modules to house/pom.xml").isEqualTo(all);
    }

    private Set<String> dependencies(String module) {
        return dependencies(module, false);
    }

    private Set<String> dependencies(String module, boolean tests) {
        var found = new LinkedHashMap<String, String>();
        var nodes = pom(module).getElementsByTagName("dependency");
        for (int i = 0; i < nodes.getLength(); i++) {
            Element dependency = (Element) nodes.item(i);
            String artifact = text(dependency, "artifactId");
            if (text(dependency, "groupId").equals("io.jamey")) {
                found.put(artifact.substring("jamey-".length()), text(dependency, "scope"));
            }
        }
        var result = new TreeSet<String>();
        found.forEach((name, scope) -> {
            if (tests || !scope.equals("test")) {
                result.add(name);
            }
        });
        return result;
    }

    private Element pom(String module) {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(repository.root().resolve(module).resolve("pom.xml").toFile())
                    .getDocumentElement();
        } catch (SAXException | IOException | ParserConfigurationException e) {
            throw new IllegalStateException("cannot read the pom of " + module, e);
        }
    }

    private static String text(Element parent, String tag) {
        var nodes = parent.getElementsByTagName(tag);
        return nodes.getLength() == 0 ? "" : nodes.item(0).getTextContent().strip();
    }
}
