package io.jamey.server.rest;

import io.jamey.metrics.live.Live;
import io.jamey.server.access.Permission;
import io.jamey.server.http.Call;
import io.jamey.server.http.Reply;
import io.jamey.server.http.Route;
import java.time.Duration;
import java.util.List;

/// `/v1/live`: what was measured lately, for pages and terminals that show it.
final class LiveResource {
    private static final int PIECES_MAX = 120;
    private static final Duration USUAL = Duration.ofMinutes(5);

    private final Live live;

    LiveResource(Live live) {
        this.live = live;
    }

    List<Route> routes() {
        return List.of(Route.get("/v1/live", this::live).taking("window"));
    }

    private Reply live(Call call) {
        call.caller().requireEverywhere(Permission.READ);
        Duration window = call.query().read("window", LiveResource::window).orElse(USUAL);
        return Reply.json(200, LiveJson.fields(live.store(), live.last(window), live.pieces(window, PIECES_MAX)));
    }

    private static Duration window(String written) {
        long most = Live.KEPT.toSeconds();
        long seconds = written.matches("\\d{1,6}") ? Long.parseLong(written) : 0;
        if (seconds < Live.STEP.toSeconds() || seconds > most) {
            throw new IllegalArgumentException("window must be a whole number of seconds from " + Live.STEP.toSeconds()
                    + " to " + most + ", not '" + written + "'");
        }
        return Duration.ofSeconds(seconds);
    }
}
