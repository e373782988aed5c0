package faultline.host.check;

import java.util.Map;

/// A submission that always falls back, with something of a test's own in it.
///
/// @param extends_ what the class extends, in words of the language
/// @param members  more of the class
/// @param step     what it does when a reader comes
record Handin(String imports, String extends_, String members, String step) {
    static final int STEP_LINE = 14;

    static Handin doing(String step) {
        return new Handin("", "", "", step);
    }

    static Handin with(String members, String step) {
        return new Handin("", "", members, step);
    }

    /// One line of imports, the class on line 11, members on line 12, the step on line 14.
    String text() {
        return """
                package handin;
                import faultline.kernel.lock.*; %s
                import faultline.kernel.memory.Task;
                import faultline.kernel.mm.Kernel;
                import faultline.kernel.mm.MmStruct;
                import faultline.kernel.mm.Vma;




                public final class Handin %s implements LockStrategy, AddressSpaceLock, VmaLock {
                    %s
                    @Override public boolean startRead(Task task, long address, Look look) {
                        %s
                        return false;
                    }
                    @Override public String name() { return "handin"; }
                    @Override public String summary() { return "sends every reader to mmap_lock"; }
                    @Override public boolean startWrite(Task task, Vma vma, boolean killable) { return true; }
                    @Override public void endRead(Task task, Look look) { }
                    @Override public void endWriteAll(Task task) { }
                    @Override public Reuse reuse() { return Reuse.AT_ONCE; }
                    @Override public boolean readerExcludes() { return true; }
                    @Override public boolean readerMaySleep() { return true; }
                    @Override public int bytesPerVma() { return 0; }
                    @Override public AddressSpaceLock forAddressSpace(Kernel kernel, MmStruct mm) { return this; }
                    @Override public VmaLock forVma(Kernel kernel, Vma vma) { return this; }
                    @Override public void initMm(Task task) { }
                    @Override public void init(Task task, Vma vma, Vma copiedFrom) { }
                    @Override public void markAttached(Task task, Vma vma) { }
                    @Override public void markDetached(Task task, Vma vma) { }
                }
                """.formatted(imports, extends_, members, step);
    }

    Map<String, String> sources() {
        return Map.of("handin/Handin.java", text());
    }
}
