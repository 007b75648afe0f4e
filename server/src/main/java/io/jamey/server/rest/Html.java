package io.jamey.server.rest;

/// What the server's own pages share.
final class Html {
    private static final String STYLE = """
            :root{color-scheme:light dark}
            body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}
            code,pre{font:14px/1.4 ui-monospace,monospace}
            pre{overflow-x:auto;padding:.7rem;border:1px solid #8884;border-radius:6px}
            h2{margin-top:2.5rem;border-bottom:1px solid #8884}
            h3{margin:1.6rem 0 .2rem}
            table{border-collapse:collapse;width:100%;margin:.5rem 0}
            td,th{text-align:left;vertical-align:top;padding:.25rem .6rem .25rem 0;border-top:1px solid #8883}
            .method{display:inline-block;min-width:4.2rem;font-weight:700}
            """;

    private Html() {}

    static String page(String title, String body) {
        return "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\""
                + " content=\"width=device-width\"><title>" + escaped(title) + "</title><style>" + STYLE
                + "</style></head><body><h1>" + escaped(title) + "</h1>" + body + "</body></html>\n";
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /// Text in which backquotes mean code.
    static String prose(String text) {
        return escaped(text).replaceAll("`([^`]*)`", "<code>$1</code>");
    }
}
