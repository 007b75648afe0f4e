package io.jamey.bench.gate.formats;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jamey.bench.gate.Samples;
import java.io.ByteArrayInputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class JUnitXmlTest {
    @Test
    void countsWhatItHolds() throws Exception {
        for (boolean strict : new boolean[] {false, true}) {
            String xml = JUnitXml.of(Samples.report(12, 3), strict);
            Element suite = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new ByteArrayInputStream(xml.getBytes(UTF_8)))
                    .getDocumentElement();

            assertThat(count(suite, "testcase")).isEqualTo(5).isEqualTo(attribute(suite, "tests"));
            assertThat(count(suite, "failure")).isEqualTo(strict ? 2 : 1).isEqualTo(attribute(suite, "failures"));
            assertThat(count(suite, "skipped")).isEqualTo(strict ? 1 : 2).isEqualTo(attribute(suite, "skipped"));
            assertThat(count(suite, "error")).isZero().isEqualTo(attribute(suite, "errors"));
            assertThat(((Element) suite.getElementsByTagName("failure").item(0)).getAttribute("message"))
                    .contains("slower", "seen twice");
        }
    }

    private static int count(Element suite, String name) {
        return suite.getElementsByTagName(name).getLength();
    }

    private static int attribute(Element suite, String name) {
        return Integer.parseInt(suite.getAttribute(name));
    }
}
