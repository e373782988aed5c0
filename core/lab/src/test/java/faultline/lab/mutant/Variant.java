package faultline.lab.mutant;

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
import java.util.Locale;
import java.util.function.BiFunction;

/// A strategy like another one but for one thing.
///
/// @param whole what it is like
/// @param flaw  what is wrong with it, in a few words
/// @param reuse when it lets the memory of a VMA be reused
/// @param lock  makes its lock of one address space
/// @param cells makes its words of one VMA
record Variant(LockStrategy whole, String flaw, Reuse reuse, BiFunction<Kernel, MmStruct, AddressSpaceLock> lock,
               BiFunction<Kernel, Vma, VmaLock> cells) implements LockStrategy {

    private static Variant of(LockStrategy whole, Enum<?> flaw, BiFunction<Kernel, MmStruct, AddressSpaceLock> lock) {
        return new Variant(whole, words(flaw), whole.reuse(), lock, whole::forVma);
    }

    static Variant of(FlawedRefcount.Flaw flaw) {
        return of(new RefcountStrategy(), flaw, (kernel, mm) -> new FlawedRefcount(flaw, kernel, mm));
    }

    static Variant of(FlawedSeqcount.Flaw flaw) {
        return of(new SeqcountStrategy(), flaw, (kernel, mm) -> new FlawedSeqcount(flaw, kernel, mm));
    }

    static Variant rwsem(FlawedRwsem.Flaw flaw) {
        return of(new RwsemStrategy(), flaw, (kernel, mm) -> new FlawedRwsem(flaw, false, kernel, mm));
    }

    static Variant vmaSeq(FlawedRwsem.Flaw flaw) {
        return of(new VmaSeqStrategy(), flaw, (kernel, mm) -> new FlawedRwsem(flaw, true, kernel, mm));
    }

    static Variant of(FlawedSrcu.Flaw flaw) {
        LockStrategy whole = new SrcuStrategy();
        return new Variant(whole, words(flaw), whole.reuse(), (kernel, mm) -> new FlawedSrcu(flaw, kernel, mm),
                (kernel, vma) -> FlawedSrcu.cellsOf(vma));
    }

    static Variant of(FlawedStoreFree.Flaw flaw) {
        LockStrategy whole = new StoreFreeStrategy();
        return new Variant(whole, words(flaw), whole.reuse(), (kernel, mm) -> new FlawedStoreFree(flaw, kernel, mm),
                (kernel, vma) -> FlawedStoreFree.cellsOf(vma));
    }

    /// `mmap-lock`, but a reader that finds its VMA goes ahead with no lock at all.
    static Variant grantsUnlocked() {
        LockStrategy whole = new MmapLock();
        return new Variant(whole, "grants unlocked", whole.reuse(), GrantsUnlocked::new, whole::forVma);
    }

    /// `whole`, but the memory of a VMA is reused as soon as `reuse` says.
    static Variant freesEarly(LockStrategy whole, Reuse reuse) {
        return new Variant(whole, "reused " + reuse.name().toLowerCase(Locale.ROOT).replace('_', ' '), reuse,
                whole::forAddressSpace, whole::forVma);
    }

    private static String words(Enum<?> flaw) {
        return flaw.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    @Override public String name() {
        return whole.name();
    }

    @Override public String summary() {
        return whole.name() + ", but " + flaw;
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
        return cells.apply(kernel, vma);
    }
}
