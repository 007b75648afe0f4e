package io.jamey.embedded.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class WarmUpTest {
    @Test
    void plainJavaServesUntilVectorInstructionsAreCompiledOnce() {
        assertThatThrownBy(() -> VectorCodes.warmUp(task -> {
                    throw new RejectedExecutionException("full");
                }))
                .isInstanceOf(RejectedExecutionException.class);
        assertThat(Kernels.current()).isInstanceOf(VectorKernel.class);

        List<Runnable> tasks = new ArrayList<>();
        VectorCodes.warmUp(tasks::add);
        VectorCodes.warmUp(tasks::add);
        assertThat(tasks).hasSize(1);
        assertThat(Kernels.current()).isInstanceOf(ScalarKernel.class);

        tasks.getFirst().run();
        assertThat(Kernels.current()).isInstanceOf(VectorKernel.class);
    }
}
