package faultline.lab.workload;

import faultline.kernel.memory.Task;
import faultline.kernel.mm.Kernel;
import java.util.List;

/// Something that threads do all the time and that people measure kernels with.
public interface Workload {
    /// Every workload, in the order of a list for students.
    List<Workload> ALL = List.of(new PageFault1(), new PageFault2(), new PageFault3(), new Pft(),
            new VmaRead(),
            new TrigUprobeNop(), new TrigUprobeRet(), new TrigUretprobeNop(), new Mmap1(), new Mixed());

    /// The workload of this name.
    ///
    /// @throws IllegalArgumentException if there is none
    static Workload named(String name) {
        return ALL.stream().filter(workload -> workload.name().equals(name)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no workload is named '" + name + "'"));
    }

    /// As people know it: `page_fault1`.
    String name();

    /// One line for the list: what an operation is.
    String summary();

    /// A paragraph: you should see this.
    String expectation();

    /// A paragraph: do not believe it if that.
    String doubt();

    /// What one operation of a writer thread is.
    default String writers() {
        return Elsewhere.SUMMARY;
    }

    /// How many writers there are unless somebody says otherwise.
    default int usualWriters() {
        return 0;
    }

    /// Whether a reset belongs to what is measured.
    default boolean timesReset() {
        return true;
    }

    /// Sets it up in `kernel`, in an address space of its own, for `cast`.
    Rig prepare(Task task, Kernel kernel, Cast cast);
}
