package faultline.lab.busted;

import faultline.kernel.lock.AddressSpaceLock;
import faultline.kernel.lock.LockStrategy;
import faultline.kernel.lock.Reuse;
import faultline.kernel.lock.VmaLock;
import faultline.kernel.mm.Kernel;
import faultline.kernel.mm.MmStruct;
import faultline.kernel.mm.Vma;
import faultline.mmaplock.MmapLock;
import faultline.refcount.RefcountStrategy;
import faultline.rwsem.RwsemStrategy;
import faultline.seqcount.SeqcountStrategy;
import faultline.srcu.SrcuStrategy;
import faultline.storefree.StoreFreeStrategy;
import faultline.vmaseq.VmaSeqStrategy;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/// A strategy that has one thing missing. A test of locks that one of these passes is not one.
///
/// @param whole   the strategy that it would be @param missing what it leaves out @param lock    makes its
/// lock of one address space
public record Busted(LockStrategy whole, String missing, BiFunction<Kernel, MmStruct, AddressSpaceLock> lock)
        implements LockStrategy {

    /// One for each strategy, in their order.
    public static List<LockStrategy> all() {
        return List.of(
                new Busted(new MmapLock(), "a read is granted without a lock", GrantsUnlocked::new),
                new Busted(new RwsemStrategy(), "a writer does not wait for readers", MarksAtOnce::new),
                new Busted(new RefcountStrategy(), "the last reader out wakes nobody", WakesNobody::new),
                spoiled(new SrcuStrategy(), "nobody looks at the sequence again", NeverChecks::new),
                spoiled(new StoreFreeStrategy(), "a writer waits no grace period", NeverSettles::new),
                new Busted(new SeqcountStrategy(), "a look is believed unchecked", LooksUnchecked::new),
                spoiled(new VmaSeqStrategy(), "a look is believed unchecked", BelievesLooks::new));
    }

    /// One that only a fatal signal gives away.
    public static LockStrategy whenKilled() {
        return new Busted(new RefcountStrategy(), "a killed writer keeps readers out", LeavesAnnouncement::new);
    }

    private static LockStrategy spoiled(LockStrategy whole, String missing,
                                        UnaryOperator<AddressSpaceLock> spoil) {
        return new Busted(whole, missing, (kernel, mm) -> spoil.apply(whole.forAddressSpace(kernel, mm)));
    }

    @Override public String name() {
        return "busted-" + whole.name();
    }

    @Override public String summary() {
        return whole.name() + ", but " + missing;
    }

    @Override public Reuse reuse() {
        return whole.reuse();
    }

    @Override public boolean readerExcludes() {
        return whole.readerExcludes();
    }

    @Override public boolean readerMaySleep() {
        return whole.readerMaySleep();
    }

    @Override public int bytesPerVma() {
        return whole.bytesPerVma();
    }

    @Override public AddressSpaceLock forAddressSpace(Kernel kernel, MmStruct mm) {
        return lock.apply(kernel, mm);
    }

    @Override public VmaLock forVma(Kernel kernel, Vma vma) {
        return whole.forVma(kernel, vma);
    }

    @Override public String toString() {
        return name();
    }
}
