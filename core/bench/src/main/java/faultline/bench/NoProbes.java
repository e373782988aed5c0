package faultline.bench;

import faultline.kernel.memory.Task;
import faultline.kernel.mm.MmStruct;
import faultline.kernel.mm.TextHooks;
import faultline.kernel.mm.Vma;

/// A kernel without uprobes.
final class NoProbes implements TextHooks {
    @Override public void mapped(Task task, MmStruct mm, Vma vma) {
    }

    @Override public void unmapped(Task task, MmStruct mm, Vma vma, long start, long end) {
    }

    @Override public void forkBegins(Task task) {
    }

    @Override public void forked(Task task, MmStruct parent, MmStruct child) {
    }

    @Override public void forkEnds(Task task) {
    }

    @Override public void exited(Task task, MmStruct mm) {
    }
}
