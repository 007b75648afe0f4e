package io.jamey.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// The few things of Markdown that runbooks use.
class MarkdownTest {
    @Test
    void paragraphs_lists_and_tables_become_what_they_look_like() {
        assertThat(Markdown.html("""
                # Title

                One `a < b` **of
                two** lines.

                - first
                  goes on
                - [second](other.md)

                | a | b |
                |---|---|
                | 1 | `2` |
                """))
                .isEqualTo("<p>One <code>a &lt; b</code> <b>of two</b> lines.</p>"
                        + "<ul><li>first goes on</li><li><a href=\"/runbooks/other\">second</a></li></ul>"
                        + "<table><tr><td>a</td><td>b</td></tr><tr><td>1</td><td><code>2</code></td></tr></table>");
    }

    @Test
    void code_stays_as_it_is() {
        assertThat(Markdown.html("## Do\n\n```console\n$ curl 'a' | grep \"<b>\"\n```\n"))
                .isEqualTo("<h2>Do</h2><pre>$ curl 'a' | grep &quot;&lt;b&gt;&quot;\n</pre>");
    }

    @Test
    void the_title_is_the_first_heading() {
        assertThat(Markdown.title("\n# What it is\n\n# not this\n")).isEqualTo("What it is");
        assertThat(Markdown.title("nothing")).isEmpty();
    }
}
