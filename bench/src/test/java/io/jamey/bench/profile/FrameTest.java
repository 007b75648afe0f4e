package io.jamey.bench.profile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FrameTest {
    @Test
    void isReadAsClassAndMethod() {
        Frame frame = Frame.method("io.jamey.embedded.EmbeddedMemoryStore", "search", false);

        assertThat(frame.label()).isEqualTo("EmbeddedMemoryStore.search");
        assertThat(frame.full()).isEqualTo("io.jamey.embedded.EmbeddedMemoryStore.search");
        assertThat(frame.kind()).isEqualTo(Frame.Kind.JAMEY);
    }

    @Test
    void knowsWhoseCodeItIs() {
        assertThat(Frame.method("org.sqlite.core.NativeDB", "step", true).kind())
                .isEqualTo(Frame.Kind.NATIVE);
        assertThat(Frame.method("org.sqlite.core.DB", "exec", false).kind()).isEqualTo(Frame.Kind.LIBRARY);
        assertThat(Frame.method("jdk.incubator.vector.FloatVector", "add", false)
                        .kind())
                .isEqualTo(Frame.Kind.JAVA);
        assertThat(Frame.method("javassist.Pool", "get", false).kind()).isEqualTo(Frame.Kind.LIBRARY);
    }

    @Test
    void classesMadeAtRunTimeAreTheSameInEveryRun() {
        assertThat(Frame.method("a.B$$Lambda/0x00007f1bc4000a00", "apply", false))
                .isEqualTo(Frame.method("a.B$$Lambda.0x00000001deadbeef", "apply", false));
    }

    @Test
    void namesWhatWasAllocatedAsItIsWritten() {
        assertThat(Frame.allocated("[F").label()).isEqualTo("float[]");
        assertThat(Frame.allocated("[[J").full()).isEqualTo("long[][]");
        assertThat(Frame.allocated("[Ljava.lang.String;").label()).isEqualTo("String[]");
        assertThat(Frame.allocated("java.util.HashMap$Node").full()).isEqualTo("java.util.HashMap$Node");
        assertThat(Frame.allocated("Lone").label()).isEqualTo("Lone");
    }
}
