package faultline.lab.workload;

import faultline.kernel.memory.Task;
import faultline.kernel.mm.Kernel;
import faultline.kernel.mm.VmFlags;
import faultline.kernel.uprobe.Insn;
import java.util.List;
import java.util.stream.IntStream;

/// Faults and probe hits beside threads that map, unmap and protect. Of eight operations seven touch a new
/// page of the thread's slice and one calls a probed function. A writer maps, protects and unmaps elsewhere,
/// and in between makes half a slice of its own read-only and writable again: in the layout `shared` that
/// cuts the very VMA that all fault in, and joins it again; in `own` it cuts a VMA that nobody else uses.
final class Mixed implements Workload {
    private static final int HIT_EVERY = 8;

    @Override public String name() {
        return "mixed";
    }

    @Override public String summary() {
        return "touch new pages and hit probes beside threads that map, unmap and protect";
    }

    @Override public String expectation() {
        return """
                Fallbacks, and who waits. In one VMA every change of the writer stops the readers of \
                that VMA: mmap-lock's wait for mmap_lock, the others fall back to it and meet the writer \
                there. With a VMA each only mmap-lock and the looks of seqcount notice. store-free has \
                the slowest writers by far: each change of a VMA waits for a grace period.""";
    }

    @Override public String doubt() {
        return """
                no strategy falls back (then the writer did not run), or threads and writers outnumber \
                the processors (then you see the scheduler).""";
    }

    @Override public String writers() {
        return Elsewhere.SUMMARY + ", and mprotect of half a slice beside the readers', there and back";
    }

    @Override public int usualWriters() {
        return 1;
    }

    @Override public Rig prepare(Task task, Kernel kernel, Cast cast) {
        Ground ground = new Ground(task, kernel, cast);
        Slices slices = Slices.anonymous(task, ground);
        Probe probe = new Probe(task, ground, false, Insn.NOP, Insn.RET);
        List<TouchAndCall> readers = IntStream.range(0, cast.threads())
                .mapToObj(number -> new TouchAndCall(new Touch(ground, slices, number, false),
                        new Call(ground, probe, number))).toList();
        List<Within> writers = IntStream.range(0, cast.writers())
                .mapToObj(writer -> new Within(ground, slices, cast.threads() + writer,
                        new Elsewhere(ground, writer))).toList();
        return new Rig(ground, readers, writers, List.of(end -> probe.end(end,
                readers.stream().mapToLong(reader -> reader.call.calls()).sum())));
    }

    private record TouchAndCall(Touch touch, Call call) implements Part {
        @Override public int length() {
            return touch.length();
        }

        @Override public void step(Task task, int index) {
            if (index % HIT_EVERY == HIT_EVERY - 1) {
                call.call(task);
            } else {
                touch.step(task, index);
            }
        }

        @Override public void reset(Task task) {
            touch.reset(task);
        }

        @Override public void end(Task task) {
            call.end(task);
        }
    }

    private record Within(Ground ground, Slices slices, int number, Elsewhere elsewhere) implements Part {
        @Override public int length() {
            return elsewhere.length() + 2;
        }

        @Override public void step(Task task, int index) {
            if (index < elsewhere.length()) {
                elsewhere.step(task, index);
            } else {
                long access = index == elsewhere.length() ? VmFlags.READ : Ground.READ_WRITE;
                ground.protect(task, slices.start(number), slices.length() / 2, access);
            }
        }

        @Override public boolean stepWrites() {
            return true;
        }
    }
}
