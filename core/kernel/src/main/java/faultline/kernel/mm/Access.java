package faultline.kernel.mm;

import faultline.kernel.page.Pte;

/// What user code wants of an address.
public enum Access {
    READ(VmFlags.READ, Pte.READ),
    WRITE(VmFlags.WRITE, Pte.WRITE),
    EXEC(VmFlags.EXEC, Pte.EXEC);

    private final long vmFlag;
    private final long pteBit;

    Access(long vmFlag, long pteBit) {
        this.vmFlag = vmFlag;
        this.pteBit = pteBit;
    }

    /// The flag that a VMA must have.
    long vmFlag() {
        return vmFlag;
    }

    /// The bit that a PTE must have.
    long pteBit() {
        return pteBit;
    }
}
