package io.jamey.bench.page;

import java.util.ArrayList;
import java.util.List;

/// A value from which on figures are of another grade.
///
/// @param label written beside it; nothing where there is no room
public record Limit(double at, String label, Grade grade) {

    /// Colours what lies above each limit, up to the next.
    static List<Html> zones(List<Limit> limits, Axis x, double left, double width, double top, double height) {
        var drawn = new ArrayList<Html>();
        for (int i = 0; i < limits.size(); i++) {
            double from = x.place(limits.get(i).at());
            double to = i + 1 < limits.size() ? x.place(limits.get(i + 1).at()) : 1;
            drawn.add(Svg.box(
                    left + from * width,
                    top,
                    (to - from) * width,
                    height,
                    "zone " + limits.get(i).grade().style()));
        }
        return drawn;
    }
}
