package io.jamey.server.leaks;

import io.jamey.Filter;
import io.jamey.Memory;
import io.jamey.MemoryStore;
import io.jamey.Namespace;
import io.jamey.server.BadValues;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// One tenant asks for everything of another, its twin asks for the same of a tenant that is gone: the answers must be
/// the same, and hold nothing of anybody else.
final class Attack {
    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z");
    private static final Pattern FRACTION = Pattern.compile("-?\\d+\\.\\d+(E-?\\d+)?");
    private static final Pattern CURSOR = Pattern.compile("(next_cursor\\W+)[\\w=-]+");
    /// Between the parts of a list: without it the first and the last part would tell which of two equals it is.
    private static final Pattern BETWEEN = Pattern.compile("(?<=}),|(?<=\\[)(?=\\{)|(?<=})(?=])|\n");
    private static final Set<String> PASSING_HEADERS = Set.of("date", "content-length", "connection", ":status");

    private final SharedServer server;
    private final MemoryStore store;
    private final List<Tenant> all;
    private final Tenant attacker;
    private final Tenant twin;
    private final Tenant victim;
    private final Tenant gone;
    private final boolean onlyTheFirst;
    private final List<String> findings = new ArrayList<>();

    /// @param onlyTheFirst whether one finding is enough
    Attack(SharedServer server, MemoryStore store, List<Tenant> all, boolean onlyTheFirst) {
        this.onlyTheFirst = onlyTheFirst;
        this.server = server;
        this.store = store;
        this.all = all;
        attacker = all.get(0);
        twin = all.get(1);
        victim = all.get(2);
        gone = all.get(3);
        server.ask(gone.key(), Probe.of("DELETE /v1/namespaces/" + gone.namespace()));
        server.ask(gone.key(), Probe.of("DELETE /mcp").with("Mcp-Session-Id", gone.protocolSession()));
    }

    /// What leaked, and what was never tried.
    List<String> findings() {
        Map<String, List<Memory>> before = others();
        Map<?, ?> paths = (Map<?, ?>) SharedServer.fields(server.ask("", Probe.of("GET /openapi.json")))
                .get("paths");
        List<Probe> rest = RestProbes.all();
        findings.addAll(untried(paths, rest));
        Set<String> namespaced = operations(paths, true);
        for (Probe probe : rest) {
            tryOut(probe, probe);
            if (namespaced.contains(probe.operation()) && !probe.path().contains("namespace=")) {
                Probe elsewhere = probe.asking("namespace=<namespace>");
                tryOut(elsewhere, elsewhere);
            }
        }
        tryTools();
        if (!others().equals(before)) {
            findings.add("something of another tenant was changed");
        }
        return List.copyOf(findings);
    }

    private void tryTools() {
        String tools = server.ask(
                        attacker.key(),
                        Probe.of("POST /mcp", "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}")
                                .with(
                                        "Accept",
                                        "application/json, text/event-stream",
                                        "Mcp-Session-Id",
                                        attacker.protocolSession()))
                .body();
        findings.addAll(untriedTools(tools));
        List<Probe> twins = ToolProbes.all(twin.protocolSession());
        List<Probe> attackers = ToolProbes.all(attacker.protocolSession());
        for (int i = 0; i < twins.size(); i++) {
            tryOut(attackers.get(i), twins.get(i));
        }
    }

    /// Tools that a server has and no probe calls.
    static List<String> untriedTools(String tools) {
        return Pattern.compile("\"name\":\"(\\w+)\"")
                .matcher(tools)
                .results()
                .map(result -> result.group(1))
                .filter(tool -> !ToolProbes.ARGUMENTS.containsKey(tool))
                .map(tool -> tool + " is not tried: add it to ToolProbes")
                .toList();
    }

    /// Operations that are described and that no probe is about.
    static List<String> untried(Map<?, ?> paths, List<Probe> probes) {
        var untried = new TreeSet<>(operations(paths, false));
        probes.forEach(probe -> untried.remove(probe.operation()));
        return untried.stream()
                .map(operation -> operation + " is not tried: add it to RestProbes")
                .toList();
    }

    /// @param namespacedOnly those that take a namespace in the address
    private static Set<String> operations(Map<?, ?> paths, boolean namespacedOnly) {
        var operations = new TreeSet<String>();
        paths.forEach((path, methods) -> ((Map<?, ?>) methods).forEach((method, operation) -> {
            String parameters = ((Map<?, ?>) methods).get("parameters") + "" + operation;
            boolean counts = !namespacedOnly || parameters.contains("#/components/parameters/namespace");
            if (!method.equals("parameters") && counts) {
                operations.add(((String) method).toUpperCase(Locale.ROOT) + " " + path);
            }
        }));
        return operations;
    }

    private void tryOut(Probe attackers, Probe twins) {
        if (onlyTheFirst && !findings.isEmpty()) {
            return;
        }
        Probe sent = attackers.about(victim);
        HttpResponse<String> answer = server.ask(attacker.key(), sent);
        HttpResponse<String> same = server.ask(twin.key(), twins.about(gone));
        String heard = comparable(answer, attacker, victim);
        String expected = comparable(same, twin, gone);
        if (!heard.equals(expected)) {
            findings.add(attackers + " is answered for what is another's\n  " + BadValues.shown(heard)
                    + "\nand for what is not there\n  " + BadValues.shown(expected));
        }
        String whole = answer.headers().map() + answer.body();
        for (String echo : victim.named().values()) {
            if (sent.toString().contains(echo)) {
                whole = whole.replace(echo, "");
            }
        }
        for (Tenant other : all) {
            if (!other.equals(attacker) && other.secrets().stream().anyMatch(whole::contains)) {
                findings.add(attackers + " shows something of another tenant\n  " + BadValues.shown(whole));
            }
        }
    }

    /// Without what differs from one call or tenant to the next, and without an order among equals.
    private static String comparable(HttpResponse<String> answer, Tenant self, Tenant target) {
        var headers = new HashMap<>(answer.headers().map());
        headers.keySet().removeIf(name -> PASSING_HEADERS.contains(name.toLowerCase(Locale.ROOT)));
        String text = answer.body();
        for (var each : target.named().entrySet()) {
            text = text.replace(each.getValue(), each.getKey());
        }
        for (var each : self.named().entrySet()) {
            text = text.replace(each.getValue(), "<own>");
        }
        text = CURSOR.matcher(text).replaceAll("$1<cursor>");
        text = UUID.matcher(text).replaceAll("<uuid>");
        text = TIME.matcher(text).replaceAll("<time>");
        text = FRACTION.matcher(text).replaceAll("<number>");
        return answer.statusCode() + " " + new TreeSet<>(headers.keySet()) + " "
                + BETWEEN.splitAsStream(text).sorted().toList();
    }

    private Map<String, List<Memory>> others() {
        var memories = new HashMap<String, List<Memory>>();
        for (Tenant tenant : all) {
            if (!tenant.equals(attacker) && !tenant.equals(twin)) {
                try (Stream<Memory> each = store.iterate(Namespace.of(tenant.namespace()), Filter.everything())) {
                    memories.put(tenant.namespace(), each.toList());
                }
            }
        }
        return memories;
    }
}
