package faultline.lab.scenario;

import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Task;
import faultline.kernel.memory.Word;
import faultline.lab.Scenario;
import java.util.List;
import java.util.Set;

/// The two smallest things that memory does to two tasks. They need no lock, and so no strategy: whoever plays them is
/// up against memory alone.
public final class Messages {
    private Messages() {
    }

    public static List<Scenario> all() {
        return List.of(new Pair("message-passing", Messages::passing),
                new Pair("message-passing-barriers", Messages::passingInOrder),
                new Pair("store-buffering", Messages::buffering),
                new Pair("store-buffering-barriers", Messages::bufferingInOrder));
    }

    /// What two tasks do with two words, both 0 at first.
    private interface Laying {
        Scenario.Play lay(Memory memory, Word first, Word second);
    }

    private record Pair(String name, Laying laying) implements Scenario {
        private boolean passes() {
            return name.startsWith("message");
        }

        @Override public String summary() {
            String how = name.endsWith("barriers") ? ", with barriers" : ", with nothing between them";
            return passes() ? "a message, then a flag" + how : "each stores, and looks for the other's store" + how;
        }

        @Override public List<String> tasks() {
            return passes() ? List.of("writer", "reader") : List.of("left", "right");
        }

        @Override public Set<String> possible() {
            return passes() ? Set.of("nothing yet", "42") : Set.of("0, 1", "1, 0", "1, 1");
        }

        @Override public Play set(Memory memory, Task boot, int cpus) {
            Alone.Owner owner = new Alone.Owner(memory, cpus);
            return laying.lay(memory, owner.line().word(passes() ? "message" : "x", 0),
                    owner.line().word(passes() ? "flag" : "y", 0));
        }

        @Override public String toString() {
            return name;
        }
    }

    private static Scenario.Play passing(Memory memory, Word message, Word flag) {
        return (which, task) -> {
            if (which == 0) {
                message.writeOnce(42);
                flag.writeOnce(1);
                return "";
            }
            return flag.readOnce() == 0 ? "nothing yet" : Long.toString(message.readOnce());
        };
    }

    /// ```
    ///     writer                          reader
    ///
    ///     message = 42                    flag == 1?
    ///     ──── A: write barrier ────┐ ┌─▶ ──── B: read barrier ────
    ///     flag = 1                  └─┘   message
    /// ```
    private static Scenario.Play passingInOrder(Memory memory, Word message, Word flag) {
        return (which, task) -> {
            if (which == 0) {
                message.writeOnce(42);
                memory.wmb("A");
                flag.writeOnce(1);
                return "";
            }
            if (flag.readOnce() == 0) {
                return "nothing yet";
            }
            memory.rmb("B");
            return Long.toString(message.readOnce());
        };
    }

    private static Scenario.Play buffering(Memory memory, Word x, Word y) {
        return (which, task) -> {
            Word own = which == 0 ? x : y;
            Word other = which == 0 ? y : x;
            own.writeOnce(1);
            return Long.toString(other.readOnce());
        };
    }

    /// ```
    ///     left                            right
    ///
    ///     x = 1                           y = 1
    ///     ──── A: full barrier ────       ──── B: full barrier ────
    ///     y                               x
    /// ```
    private static Scenario.Play bufferingInOrder(Memory memory, Word x, Word y) {
        return (which, task) -> {
            Word own = which == 0 ? x : y;
            Word other = which == 0 ? y : x;
            own.writeOnce(1);
            memory.mb(which == 0 ? "A" : "B");
            return Long.toString(other.readOnce());
        };
    }
}
