package faultline.lab.coroutine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Both kinds do the same; where this project starts a JVM it lets itself have the fast one.
@DisplayNameGeneration(ReplaceUnderscores.class)
class CoroutineTest {

    static List<Function<Runnable, Coroutine>> kinds() {
        return List.of(ContinuationCoroutine::new, ThreadCoroutine::new);
    }

    @Test
    void tests_run_with_the_fast_kind() {
        assertTrue(Coroutine.isFast());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void two_bodies_take_turns(Function<Runnable, Coroutine> kind) {
        List<String> said = new ArrayList<>();
        Coroutine[] both = new Coroutine[2];
        for (int i = 0; i < 2; i++) {
            int me = i;
            both[i] = kind.apply(() -> {
                for (int turn = 0; turn < 3; turn++) {
                    said.add(me + "." + turn);
                    both[me].pause();
                }
            });
        }

        for (int turn = 0; turn < 3; turn++) {
            both[1].resume();
            both[0].resume();
        }

        assertEquals(List.of("1.0", "0.0", "1.1", "0.1", "1.2", "0.2"), said);
        both[0].abandon();
        both[1].abandon();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void what_a_body_throws_comes_out_of_resume(Function<Runnable, Coroutine> kind) {
        Coroutine body = kind.apply(() -> {
            throw new IllegalStateException("thrown");
        });

        assertEquals("thrown", assertThrows(IllegalStateException.class, body::resume).getMessage());
    }
}
