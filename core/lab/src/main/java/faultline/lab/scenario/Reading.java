package faultline.lab.scenario;

import faultline.kernel.lock.AddressSpaceLock;
import faultline.kernel.lock.Look;
import faultline.kernel.memory.Task;
import faultline.kernel.mm.File;
import faultline.kernel.mm.Vma;

/// The two ways to learn what is mapped at an address without `mmap_lock`.
enum Reading {
    /// As a probe's hit looks: everything is read first and believed last.
    LOOK("look") {
        @Override String at(Process process, Task task, long address, Look look) {
            AddressSpaceLock lock = process.mm().lock();
            task.startSpeculation();
            if (!lock.startLook(task, address, look)) {
                task.endSpeculation(false);
                return MmScenario.FELL_BACK;
            }
            String seen = seen(process, task, address, look.vma);
            boolean valid = lock.endLook(task, look);
            task.endSpeculation(valid);
            return valid ? seen : MmScenario.FELL_BACK;
        }
    },
    /// As a fault reads: the VMA stands still if the strategy says so, and then whoever changes it is in order with
    /// every read.
    READ("read") {
        @Override String at(Process process, Task task, long address, Look look) {
            AddressSpaceLock lock = process.mm().lock();
            boolean speculative = !process.kernel().strategy().readerExcludes();
            if (speculative) {
                task.startSpeculation();
            }
            boolean valid = lock.startRead(task, address, look);
            if (valid && !speculative) {
                task.excludesWriters(look.vma);
            }
            String seen = valid ? seen(process, task, address, look.vma) : MmScenario.FELL_BACK;
            if (valid) {
                valid = !speculative || lock.stillValid(task, look);
                if (!speculative) {
                    task.admitsWriters(look.vma);
                }
                lock.endRead(task, look);
            }
            if (speculative) {
                task.endSpeculation(valid);
            }
            return valid ? seen : MmScenario.FELL_BACK;
        }
    };

    /// What the task that does it is called.
    final String word;

    Reading(String word) {
        this.word = word;
    }

    /// The page of a file that is mapped at `address`, as `a.so+1`; or that the caller has to take `mmap_lock`.
    abstract String at(Process process, Task task, long address, Look look);

    private static String seen(Process process, Task task, long address, Vma vma) {
        File file = vma.file(task);
        long page = vma.pgoff(task) + (address - vma.start(task)) / process.page();
        return process.name(file) + "+" + page;
    }
}
