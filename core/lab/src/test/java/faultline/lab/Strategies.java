package faultline.lab;

import faultline.kernel.lock.LockStrategy;
import faultline.mmaplock.MmapLock;
import faultline.refcount.RefcountStrategy;
import faultline.rwsem.RwsemStrategy;
import faultline.seqcount.SeqcountStrategy;
import faultline.srcu.SrcuStrategy;
import faultline.storefree.StoreFreeStrategy;
import faultline.vmaseq.VmaSeqStrategy;
import java.util.List;

/// The seven strategies. On the class path of a test they are plain classes: what their modules provide is
/// not seen there.
public final class Strategies {
    private Strategies() {
    }

    public static List<LockStrategy> all() {
        return List.of(new MmapLock(), new RwsemStrategy(), new RefcountStrategy(), new SrcuStrategy(),
                new StoreFreeStrategy(), new SeqcountStrategy(), new VmaSeqStrategy());
    }
}
