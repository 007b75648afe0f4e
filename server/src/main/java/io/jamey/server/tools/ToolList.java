package io.jamey.server.tools;

import static io.jamey.server.tools.Schemas.BATCH_MAX;
import static io.jamey.server.tools.Schemas.RESULTS_MAX;
import static io.jamey.server.tools.Schemas.choice;
import static io.jamey.server.tools.Schemas.count;
import static io.jamey.server.tools.Schemas.fields;
import static io.jamey.server.tools.Schemas.flag;
import static io.jamey.server.tools.Schemas.id;
import static io.jamey.server.tools.Schemas.list;
import static io.jamey.server.tools.Schemas.listOf;
import static io.jamey.server.tools.Schemas.memory;
import static io.jamey.server.tools.Schemas.newMemory;
import static io.jamey.server.tools.Schemas.number;
import static io.jamey.server.tools.Schemas.object;
import static io.jamey.server.tools.Schemas.orNull;
import static io.jamey.server.tools.Schemas.text;
import static io.jamey.server.tools.Schemas.whole;

import io.jamey.SearchRequest;
import io.jamey.server.tools.Tool.Effect;
import java.util.List;
import java.util.Map;

/// The tools, with the words that tell a model what each is for.
final class ToolList {
    static final String INSTRUCTIONS = """
            This is your long-term memory; it outlives this conversation. Search it before you answer anything that may \
            depend on the user, their projects or earlier conversations. Add what will matter later as soon as you learn \
            it: facts, preferences, decisions, corrections, results. One self-contained sentence per memory; no secrets \
            such as passwords or keys. When something changed, update the old memory instead of adding a second one.""";

    static final List<Tool> ALL = List.of(
            new Tool(
                    "add_memory",
                    "Add a memory",
                    "Stores one memory for good. Call it whenever you learn something that will matter later: a fact, a"
                            + " preference, a decision, a correction, something that happened. It is durable when the call"
                            + " returns, and searches find it at once.",
                    Effect.ADDS,
                    object(newMemory(), "content"),
                    object(fields("memory", memory()), "memory"),
                    MemoryCalls::add),
            new Tool(
                    "add_memories",
                    "Add several memories",
                    "Stores several memories in one step, all or none of them. Use it instead of calling add_memory many"
                            + " times.",
                    Effect.ADDS,
                    object(
                            fields("memories", list("What to store", object(newMemory(), "content"), BATCH_MAX)),
                            "memories"),
                    object(fields("memories", listOf(memory())), "memories"),
                    MemoryCalls::addAll),
            new Tool(
                    "search_memories",
                    "Search memories",
                    "Finds the memories that matter most to a question, by meaning and by words, best first. Call it before"
                            + " you answer anything that may depend on what the user said or did earlier. Ask in a full"
                            + " sentence; ask again in other words when the answer is not among the results.",
                    Effect.READS,
                    object(
                            fields(
                                    "query",
                                    text("The question, in natural language"),
                                    "limit",
                                    whole(
                                            "How many results; " + SearchRequest.DEFAULT_LIMIT + " if left out",
                                            1,
                                            RESULTS_MAX),
                                    "filter",
                                    Schemas.filter(),
                                    "min_score",
                                    number("Leave out results that score less"),
                                    "explain",
                                    flag("Also say which signals made up each score")),
                            "query"),
                    object(
                            fields(
                                    "matches",
                                    listOf(memory(
                                            "score",
                                            number("How well it answers; comparable within one search"),
                                            "signals",
                                            Schemas.anyObject("Each signal's share of the score"))),
                                    "plan",
                                    Schemas.anyObject("How the search was done")),
                            "matches"),
                    MemoryCalls::search),
            new Tool(
                    "get_memory",
                    "Get a memory",
                    "Returns one memory by its id. Call it to see a memory in full before you change it.",
                    Effect.READS,
                    object(fields("id", id()), "id"),
                    object(fields("memory", memory()), "memory"),
                    MemoryCalls::get),
            new Tool(
                    "list_memories",
                    "List memories",
                    "Returns memories page by page, with the exact total. Call it to look through everything, or through"
                            + " everything that a filter accepts; to find what matters to a question, call"
                            + " search_memories.",
                    Effect.READS,
                    object(fields(
                            "limit",
                            whole("Memories on a page; 20 if left out", 1, RESULTS_MAX),
                            "cursor",
                            text("next_cursor of the page before, with the same filter and order"),
                            "filter",
                            Schemas.filter(),
                            "order",
                            choice("newest_first if left out", "newest_first", "oldest_first"))),
                    object(
                            fields(
                                    "items",
                                    listOf(memory()),
                                    "total",
                                    count("How many there are on all pages"),
                                    "limit",
                                    count("The limit asked for"),
                                    "next_cursor",
                                    text("For the next page; absent on the last")),
                            "items",
                            "total"),
                    MemoryCalls::list),
            new Tool(
                    "update_memory",
                    "Update a memory",
                    "Changes one memory; what is left out stays as it is. Call it when something you remember is no longer"
                            + " true or was incomplete.",
                    Effect.CHANGES,
                    object(update(), "id"),
                    object(fields("memory", memory()), "memory"),
                    MemoryCalls::update),
            new Tool(
                    "delete_memory",
                    "Delete a memory",
                    "Deletes one memory for good. Call it when the user asks you to forget something, or when a memory is"
                            + " wrong and there is nothing to put in its place.",
                    Effect.DELETES,
                    object(fields("id", id()), "id"),
                    object(fields("deleted", flag("False when there was no such memory")), "deleted"),
                    MemoryCalls::delete),
            new Tool(
                    "delete_memories",
                    "Delete several memories",
                    "Deletes memories for good: those with the given ids, or all that a filter accepts. Name exactly one of"
                            + " the two. List with the same filter first, to see what would go.",
                    Effect.DELETES,
                    object(fields("ids", list("Ids of memories", id(), BATCH_MAX), "filter", Schemas.filter())),
                    object(fields("deleted", count("How many there were")), "deleted"),
                    MemoryCalls::deleteAll),
            new Tool(
                    "memory_stats",
                    "Count memories",
                    "Says how many memories there are, by type, in sessions and with an expiry.",
                    Effect.READS,
                    object(Map.of()),
                    object(
                            fields(
                                    "namespace",
                                    text("Whose memory this is"),
                                    "memories",
                                    count("How many there are"),
                                    "by_type",
                                    Schemas.anyObject("How many of each type"),
                                    "in_sessions",
                                    count("How many belong to a session"),
                                    "expiring",
                                    count("How many have an expiry")),
                            "namespace",
                            "memories",
                            "by_type",
                            "in_sessions",
                            "expiring"),
                    MemoryCalls::stats));

    private ToolList() {}

    private static Map<String, Object> update() {
        return fields(
                "id",
                id(),
                "content",
                text("The new content, in full"),
                "memory_type",
                text("Its type"),
                "actor",
                text("Who said or did it"),
                "importance",
                Schemas.importance(),
                "metadata",
                Schemas.anyObject("All metadata, in place of what was there; provenance stays"),
                "expires_at",
                orNull(text("When it should be forgotten, ISO-8601; null for never")),
                "session_id",
                orNull(text("null takes it out of its session; it cannot join another")),
                "version",
                whole("Change it only if it still has this version", 1, Long.MAX_VALUE));
    }
}
