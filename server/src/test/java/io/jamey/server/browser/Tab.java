package io.jamey.server.browser;

import io.jamey.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A browser's tab, used as a person does: by looking, clicking where something is, and typing.
final class Tab {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Map<String, Integer> KEYS = Map.of(
            "Tab", 9, "Enter", 13, "Escape", 27, "ArrowUp", 38, "ArrowDown", 40, "Home", 36, "End", 35, "/", 191);

    private final DevTools devTools;
    private final String session;
    private final List<String> complaints;

    private Tab(DevTools devTools, String session, List<String> complaints) {
        this.devTools = devTools;
        this.session = session;
        this.complaints = complaints;
    }

    static Tab open(DevTools devTools, List<String> complaints) {
        Object target = devTools.run("", "Target.createTarget", Map.of("url", "about:blank"))
                .get("targetId");
        Object session = devTools.run(
                        "", "Target.attachToTarget", Map.of("targetId", String.valueOf(target), "flatten", true))
                .get("sessionId");
        var tab = new Tab(devTools, String.valueOf(session), complaints);
        for (String domain : List.of("Page", "Runtime", "Log")) {
            tab.run(domain + ".enable", Map.of());
        }
        tab.size(1280, 900);
        return tab;
    }

    private Map<?, ?> run(String method, Map<String, ?> parameters) {
        return devTools.run(session, method, parameters);
    }

    /// Leaves the page, and forgets what was asked of the window and what the browser complained of.
    void reset() {
        run("Page.navigate", Map.of("url", "about:blank"));
        size(1280, 900);
        prefers("prefers-color-scheme", "light");
        complaints.clear();
    }

    /// What the browser complained of since this was last asked.
    List<String> complaints() {
        List<String> all = List.copyOf(complaints);
        complaints.clear();
        return all;
    }

    void size(int width, int height) {
        run(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 500));
    }

    /// How a media feature is to be, such as `prefers-color-scheme`.
    void prefers(String feature, String value) {
        run("Emulation.setEmulatedMedia", Map.of("features", List.of(Map.of("name", feature, "value", value))));
    }

    /// Leaves the page there is, and loads another from the beginning.
    void load(String address) {
        run("Page.navigate", Map.of("url", "about:blank"));
        await("location.href === 'about:blank'");
        run("Page.navigate", Map.of("url", address));
        await("document.readyState === 'complete' && location.href !== 'about:blank'");
    }

    /// The value of an expression of the page.
    @Nullable Object evaluate(String expression) {
        Map<?, ?> said = run(
                "Runtime.evaluate",
                Map.of("expression", expression, "returnByValue", true, "awaitPromise", true, "userGesture", true));
        if (said.get("exceptionDetails") != null) {
            throw new AssertionError(expression + ": " + said.get("exceptionDetails"));
        }
        return DevTools.map(said.get("result")).get("value");
    }

    boolean is(String condition) {
        return Boolean.TRUE.equals(evaluate("!!(" + condition + ")"));
    }

    /// The text of an element, not as it is laid out, but as it is.
    String text(String selector) {
        await(element(selector) + " !== null");
        return (String) Objects.requireNonNull(evaluate(element(selector) + ".textContent"));
    }

    long count(String selector) {
        return (Long)
                Objects.requireNonNull(evaluate("document.querySelectorAll(" + Json.write(selector) + ").length"));
    }

    /// Waits until a condition holds.
    void await(String condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!holds(condition)) {
            if (System.nanoTime() > end) {
                throw new AssertionError("this never held: " + condition + "\nthe page: "
                        + evaluate("document.body.innerText.slice(0, 2000)") + "\nthe browser: " + complaints);
            }
            pause(10);
        }
    }

    /// Waits until there is an element with this text in it.
    void awaitText(String selector, String text) {
        await("[...document.querySelectorAll(" + Json.write(selector) + ")].some((each) => each.textContent.includes("
                + Json.write(text) + "))");
    }

    private boolean holds(String condition) {
        try {
            return is(condition);
        } catch (IllegalStateException _) { // the page is being exchanged for another
            return false;
        }
    }

    /// Clicks where the element is, whatever lies over it.
    void click(String selector) {
        click(element(selector), selector);
    }

    /// Clicks the first button, link or summary with exactly this text.
    void clickText(String text) {
        click(
                "[...document.querySelectorAll('button, a, summary')].find((each) => each.textContent === "
                        + Json.write(text) + " && each.checkVisibility())",
                text);
    }

    private void click(String element, String name) {
        await(element + " && " + element + ".checkVisibility()");
        Map<?, ?> at = DevTools.map(evaluate("(() => { const each = " + element
                + "; each.scrollIntoView({ block: 'nearest' }); const box = each.getBoundingClientRect();"
                + " const x = box.x + box.width / 2, y = box.y + box.height / 2;"
                + " const top = document.elementFromPoint(x, y);"
                + " return { x, y, hit: each.contains(top), top: top?.outerHTML?.slice(0, 200) } })()"));
        if (!Boolean.TRUE.equals(at.get("hit"))) {
            throw new AssertionError(name + " cannot be clicked: there is " + at);
        }
        for (String type : List.of("mousePressed", "mouseReleased")) {
            run(
                    "Input.dispatchMouseEvent",
                    Map.of(
                            "type",
                            type,
                            "x",
                            Objects.requireNonNull(at.get("x")),
                            "y",
                            Objects.requireNonNull(at.get("y")),
                            "button",
                            "left",
                            "clickCount",
                            1));
        }
    }

    /// Types into what has the focus.
    void type(String text) {
        run("Input.insertText", Map.of("text", text));
    }

    /// Clicks into a field and types in the place of what is there.
    void fill(String selector, String text) {
        click(selector);
        evaluate(element(selector) + ".select()");
        type(text);
    }

    void press(String key) {
        press(key, 0);
    }

    void pressWithShift(String key) {
        press(key, 8);
    }

    private void press(String key, int modifiers) {
        var event = new HashMap<String, Object>();
        event.put("key", key);
        event.put("code", key);
        event.put("modifiers", modifiers);
        event.put("windowsVirtualKeyCode", Objects.requireNonNull(KEYS.get(key)));
        event.put("type", "keyDown");
        if (key.equals("Enter")) {
            event.put("text", "\r");
        } else if (key.length() == 1) {
            event.put("text", key);
        }
        run("Input.dispatchKeyEvent", event);
        event.put("type", "keyUp");
        event.remove("text");
        run("Input.dispatchKeyEvent", event);
    }

    /// What the window shows, as a PNG.
    void picture(Path file) throws IOException {
        Object data = run("Page.captureScreenshot", Map.of("format", "png")).get("data");
        Files.write(file, Base64.getDecoder().decode((String) Objects.requireNonNull(data)));
    }

    private static String element(String selector) {
        return "document.querySelector(" + Json.write(selector) + ")";
    }

    private static void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
