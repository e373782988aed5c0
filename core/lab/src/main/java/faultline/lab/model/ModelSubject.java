package faultline.lab.model;

import faultline.kernel.mm.Access;
import faultline.kernel.mm.FaultResult;
import faultline.kernel.mm.Sizes;
import java.util.List;

/// The model under a sequence of calls.
final class ModelSubject implements Subject {
    private final List<ModelFile> files;
    private final AddressSpaceModel[] processes;

    ModelSubject(Sizes sizes, int processes, List<ModelFile> files, long startBrk) {
        this.files = files;
        this.processes = new AddressSpaceModel[processes];
        this.processes[0] = new AddressSpaceModel(sizes);
        this.processes[0].startBrk(startBrk);
    }

    @Override public boolean has(int process) {
        return processes[process] != null;
    }

    @Override public String mmap(int process, long address, long length, long flags, int file, long offset,
                                 boolean fixed) {
        return Subject.told(processes[process].mmap(address, length, flags, file < 0 ? null : files.get(file), offset,
                fixed));
    }

    @Override public String munmap(int process, long start, long length) {
        return Subject.told(processes[process].munmap(start, length));
    }

    @Override public String mprotect(int process, long start, long length, long access) {
        return Subject.told(processes[process].mprotect(start, length, access));
    }

    @Override public String mremap(int process, long old, long oldLength, long newLength, boolean mayMove,
                                   long target) {
        return Subject.told(processes[process].mremap(old, oldLength, newLength, mayMove, target));
    }

    @Override public String brk(int process, long wanted) {
        return Subject.told(processes[process].brk(wanted));
    }

    @Override public String dontNeed(int process, long start, long length) {
        return Subject.told(processes[process].madviseDontNeed(start, length));
    }

    @Override public String access(int process, Access access, long address, long value) {
        AddressSpaceModel model = processes[process];
        FaultResult result = switch (access) {
            case READ -> model.read(address);
            case WRITE -> model.write(address, value);
            case EXEC -> model.fetch(address);
        };
        return result == FaultResult.DONE && access != Access.WRITE ? Subject.told(model.value()) : result.toString();
    }

    @Override public String fork(int parent, int child) {
        processes[child] = processes[parent].fork();
        return "forked";
    }

    @Override public String exit(int process) {
        processes[process] = null;
        return "exited";
    }

    @Override public List<String> maps(int process) {
        return processes[process].maps();
    }
}
