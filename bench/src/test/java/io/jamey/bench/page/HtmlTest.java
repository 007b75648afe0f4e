package io.jamey.bench.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class HtmlTest {
    private static final String EVIL = "</style><script>alert('1')</script>\" & onload=\"x";

    @Test
    void escapesTextsAndAttributes() {
        String written = Html.element("p").attribute("title", EVIL).text(EVIL).toString();

        assertThat(written)
                .isEqualTo("<p title=\"&lt;/style&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&quot; &amp;"
                        + " onload=&quot;x\">&lt;/style&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&quot;"
                        + " &amp; onload=&quot;x</p>");
    }

    @Test
    void refusesNamesAndStylesThatWouldBreakOut() {
        assertThatIllegalArgumentException().isThrownBy(() -> Html.element("p onclick=x"));
        assertThatIllegalArgumentException().isThrownBy(() -> Html.element("p").attribute("a=\"", "x"));
        assertThatIllegalArgumentException().isThrownBy(() -> Html.style("a{}</style>"));
    }

    @Test
    void pagesNeedNothingFromElsewhereAndRunNothing() {
        var axis = Axis.fromZero(EVIL, 1, value -> EVIL);
        var point = new LineChart.Point(0.5, 0.5, EVIL);
        var chart = new LineChart(
                EVIL,
                axis,
                axis,
                List.of(new LineChart.Curve(EVIL, List.of(point)), new LineChart.Curve("b", List.of())),
                List.of(new LineChart.Mark(0.3, EVIL)));
        String page = new Page(EVIL)
                .add(chart.html(), Page.table(List.of(EVIL), List.of(Page.row("td", List.of(EVIL)))))
                .add(Page.list(List.of(EVIL)))
                .toString();

        assertThat(page)
                .startsWith("<!doctype html>")
                .contains("prefers-color-scheme: dark", "&lt;script&gt;")
                .doesNotContain("<script", "http:", "https:", "src=", "@import", "url(");
    }
}
