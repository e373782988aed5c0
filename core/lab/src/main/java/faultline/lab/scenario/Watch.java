package faultline.lab.scenario;

import faultline.kernel.memory.KernelObject;
import faultline.kernel.memory.Task;
import faultline.kernel.mm.Audit;
import faultline.kernel.mm.MmStruct;
import faultline.lab.explorer.Checks;
import java.util.ArrayList;
import java.util.List;

/// What must hold of a [Process], whichever scenario it is in.
///
/// @param empty what was in use before it had an address space
record Watch(Process process, Audit.InUse empty) implements Checks {

    @Override public boolean allows(Task task, KernelObject mm, long address, long rights) {
        return Audit.allows(task, (MmStruct) mm, address, rights);
    }

    /// The files hold instructions that do nothing.
    @Override public boolean haveBreakpoints() {
        return false;
    }

    /// Ends the address space, if the scenario has left it as it was: nothing may be left then.
    @Override public List<String> atRest(Task task) {
        if (Audit.inUse(process.kernel()).mms() != empty.mms() + 1) {
            return List.of();
        }
        List<String> wrong = new ArrayList<>(Audit.strayEntriesAtRest(task, process.mm()));
        if (!Audit.hasOneHolder(process.mm())) {
            wrong.add("somebody still holds the address space");
        }
        if (!wrong.isEmpty()) {
            return wrong;
        }
        process.mm().putUsers(task);
        Audit.InUse left = Audit.inUse(process.kernel());
        count(wrong, "address spaces", left.mms() - empty.mms());
        count(wrong, "VMAs", left.vmas() - empty.vmas());
        count(wrong, "anon_vmas", left.anonVmas() - empty.anonVmas());
        count(wrong, "tree nodes", left.treeNodes() - empty.treeNodes());
        count(wrong, "page tables", left.pageTables() - empty.pageTables());
        return wrong;
    }

    private static void count(List<String> wrong, String what, long left) {
        if (left != 0) {
            wrong.add(left + " " + what + " are still in use when the address space has gone");
        }
    }
}
