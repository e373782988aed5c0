package faultline.lab.explorer;

import faultline.kernel.memory.KernelObject;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Task;
import faultline.kernel.memory.Word;
import faultline.lab.Scenario;
import java.util.List;
import java.util.stream.IntStream;

/// A litmus test against the seam: two cells and more, `x`, `y` and `z`, all 0 at first, and what each task does
/// with them.
record Shape(String name, boolean tellsRest, List<Body> bodies) implements Scenario {

    /// What one task does, and what it saw; "" for nothing.
    interface Body {
        String act(Cells cells, Task task);
    }

    record Cells(Memory memory, Word x, Word y, Word z) {
    }

    /// Tells what the tasks saw.
    static Shape of(String name, Body... bodies) {
        return new Shape(name, false, List.of(bodies));
    }

    /// Tells what stands in `x` and `y` at the end as well.
    static Shape atRest(String name, Body... bodies) {
        return new Shape(name, true, List.of(bodies));
    }

    @Override public List<String> tasks() {
        return IntStream.range(0, bodies.size()).mapToObj(i -> "P" + i).toList();
    }

    @Override public Play set(Memory memory, Task boot, int cpus) {
        KernelObject owner = new Owner(memory);
        Cells cells = new Cells(memory, memory.line(owner).word("x", 0), memory.line(owner).word("y", 0),
                memory.line(owner).word("z", 0));
        return new Play() {
            @Override public String act(int which, Task task) {
                return bodies.get(which).act(cells, task);
            }

            @Override public String atRest() {
                return tellsRest ? "x=" + cells.x.get() + ", y=" + cells.y.get() : "";
            }
        };
    }

    private static final class Owner extends KernelObject {
        Owner(Memory memory) {
            super(memory, "shape", 0);
        }
    }
}
