package io.jamey.layers;

import static org.assertj.core.api.Assertions.assertThat;

import io.jamey.MemoryStore;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.SearchPlan;
import io.jamey.SearchRequest;
import io.jamey.SearchResult;
import io.jamey.testkit.ReferenceMemoryStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExplainingMemoryStoreTest {
    private static final Namespace ANN = Namespace.of("ann");

    private final SearchPlans plans = new SearchPlans();
    private final MemoryStore store =
            new ExplainingMemoryStore(new ReferenceMemoryStore(InstantSource.system()), plans);
    private final List<@Nullable SearchPlan> heard = new ArrayList<>();

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void layersAboveHearEveryPlanAndCallersThoseTheyAskedFor() {
        store.store(ANN, NewMemory.of("Ann drinks tea.").build());

        SearchResult plain = store.search(ANN, SearchRequest.of("tea").build());
        Optional<SearchPlan> first = plans.latest();
        SearchResult explained =
                store.search(ANN, SearchRequest.of("tea").explain().build());

        assertThat(first).isPresent();
        assertThat(plain.plan()).isEmpty();
        assertThat(plain.matches().getFirst().signals()).isEmpty();
        assertThat(explained.plan()).isPresent().isEqualTo(plans.latest());
        assertThat(explained.matches().getFirst().signals()).isNotEmpty();
        assertThat(explained.matches().getFirst().score())
                .isEqualTo(plain.matches().getFirst().score());
    }

    @Test
    void aStoreThatKnowsItsPlansIsNotAskedToExplain() {
        var asked = new ArrayList<SearchRequest>();
        var planned = new Planned(asked);
        try (var explaining = new ExplainingMemoryStore(planned, plans)) {
            SearchResult found = explaining.search(ANN, SearchRequest.of("tea").build());

            assertThat(asked).hasSize(1).noneMatch(SearchRequest::explain);
            assertThat(found.plan()).isEmpty();
            assertThat(plans.latest()).contains(Planned.PLAN);
        }
    }

    private static final class Planned extends ForwardingMemoryStore implements PlanSource {
        private static final SearchPlan PLAN = new SearchPlan("guessed", Map.of(), Duration.ofMillis(1));

        private final List<SearchRequest> asked;
        private SearchPlans told = new SearchPlans();

        Planned(List<SearchRequest> asked) {
            super(new ReferenceMemoryStore(InstantSource.system()));
            this.asked = asked;
        }

        @Override
        public void tellPlans(SearchPlans plans) {
            told = plans;
        }

        @Override
        public SearchResult search(Namespace namespace, SearchRequest request) {
            asked.add(request);
            told.found(PLAN);
            return super.search(namespace, request);
        }
    }

    @Test
    void aPlanIsToldPastALayerThatDoesNotHandItOnAndNotOfASearchThatTheStoreDidNotDo() {
        var answers = new ForwardingMemoryStore(store) {
            private boolean remembers;

            @Override
            public SearchResult search(Namespace namespace, SearchRequest request) {
                return remembers ? new SearchResult(List.of(), Optional.empty()) : super.search(namespace, request);
            }
        };
        var metered = new MeteredMemoryStore(answers, (_, _, _, _, plan) -> heard.add(plan), plans);

        metered.search(ANN, SearchRequest.of("tea").build());
        answers.remembers = true;
        metered.search(ANN, SearchRequest.of("tea").build());

        assertThat(heard).hasSize(2).doesNotHaveDuplicates().last().isNull();
    }

    @Test
    void aPlanIsThatOfTheThreadsOwnSearch() throws InterruptedException {
        store.search(ANN, SearchRequest.of("tea").build());

        Thread other = Thread.ofVirtual().start(() -> heard.add(plans.latest().orElse(null)));
        other.join();

        assertThat(heard).containsExactly((SearchPlan) null);
    }
}
