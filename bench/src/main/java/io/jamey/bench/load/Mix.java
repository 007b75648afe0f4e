package io.jamey.bench.load;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/// How often each action is asked for, in relation to the others.
///
/// @param weights 0 or more each, not all 0; what is left out has 0
public record Mix(Map<Action, Integer> weights) {
    /// What agents do most: read a lot, write a little.
    public static final Mix USUAL = parse("store=20,retrieve=40,search=30,update=5,delete=5");

    private static final int WEIGHT_MAX = 1_000_000;

    public Mix {
        var ordered = new EnumMap<Action, Integer>(Action.class);
        ordered.putAll(weights);
        weights = Collections.unmodifiableMap(ordered);
        if (weights.values().stream().anyMatch(weight -> weight < 0 || weight > WEIGHT_MAX)) {
            throw new IllegalArgumentException("weights in a mix must be between 0 and " + WEIGHT_MAX);
        }
        if (weights.values().stream().allMatch(weight -> weight == 0)) {
            throw new IllegalArgumentException("a mix must ask for something");
        }
    }

    /// From a text such as `retrieve=4,search=1`.
    public static Mix parse(String text) {
        var weights = new EnumMap<Action, Integer>(Action.class);
        for (String part : text.split(",", -1)) {
            String[] sides = part.strip().split("=", -1);
            var action = Arrays.stream(Action.values())
                    .filter(each -> each.label().equals(sides[0]))
                    .findFirst();
            if (action.isEmpty() || sides.length != 2 || !sides[1].matches("\\d{1,7}")) {
                throw new IllegalArgumentException("a mix reads like '" + USUAL + "', not '" + text + "'");
            }
            if (weights.put(action.get(), Integer.valueOf(sides[1])) != null) {
                throw new IllegalArgumentException("'" + sides[0] + "' is twice in the mix '" + text + "'");
            }
        }
        return new Mix(weights);
    }

    int weight(Action action) {
        return weights.getOrDefault(action, 0);
    }

    Action pick(RandomGenerator random) {
        int sum = weights.values().stream().mapToInt(Integer::intValue).sum();
        int left = random.nextInt(sum);
        for (Map.Entry<Action, Integer> each : weights.entrySet()) {
            left -= each.getValue();
            if (left < 0) {
                return each.getKey();
            }
        }
        throw new IllegalStateException("the weights sum up to " + sum);
    }

    @Override
    public String toString() {
        return weights.entrySet().stream()
                .map(each -> each.getKey().label() + "=" + each.getValue())
                .collect(Collectors.joining(","));
    }
}
