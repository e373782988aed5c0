package faultline.lab.model;

import faultline.kernel.mm.Access;
import faultline.kernel.mm.Sizes;
import faultline.kernel.mm.VmFlags;
import java.util.SplittableRandom;

/// One call of a sequence: which process makes it, how it is written, and what it does to a subject.
record Step(int process, String text, Call call) {

    @FunctionalInterface
    interface Call {
        String on(Subject subject);
    }

    @Override public String toString() {
        return "process " + process + ": " + text;
    }

    /// Steps drawn at random. They collide: few pages, few processes.
    static final class Source {
        private final SplittableRandom random;
        private final Sizes sizes;
        private final int processes;
        private final int files;
        private final int pages;
        private long written;

        Source(SplittableRandom random, Sizes sizes, int processes, int files) {
            this.random = random;
            this.sizes = sizes;
            this.processes = processes;
            this.files = files;
            this.pages = (int) (sizes.taskSize() / sizes.pageSize());
        }

        Step next() {
            int process = random.nextInt(3) > 0 ? 0 : random.nextInt(processes);
            int kind = random.nextInt(100);
            if (kind < 62) {
                return access(process);
            }
            if (kind < 74) {
                return mmap(process);
            }
            if (kind < 95) {
                return change(process, kind);
            }
            int other = 1 + random.nextInt(processes - 1);
            return kind < 98
                    ? new Step(process, "fork, as process " + other,
                            subject -> subject.has(other) ? "busy" : subject.fork(process, other))
                    : new Step(other, "exit", subject -> subject.exit(other));
        }

        private Step access(int process) {
            long address = (long) random.nextInt(pages * sizes.pageWords()) << 3;
            Access access = Access.values()[random.nextInt(Access.values().length)];
            long value = ++written;
            String text = switch (access) {
                case READ -> "read " + hex(address);
                case WRITE -> "write " + hex(address) + " " + value;
                case EXEC -> "execute " + hex(address);
            };
            return new Step(process, text, subject -> subject.access(process, access, address, value));
        }

        private Step mmap(int process) {
            boolean fixed = random.nextInt(4) > 0;
            long address = fixed || random.nextBoolean() ? address() : 0;
            long length = length();
            int file = random.nextInt(-files, files);   // half of them anonymous
            long flags = rights() | (random.nextInt(3) == 0 ? VmFlags.SHARED : 0)
                    | (file < 0 && random.nextInt(5) == 0 ? VmFlags.GROWSDOWN : 0)
                    | (random.nextInt(8) == 0 ? VmFlags.DONTCOPY : 0);
            long offset = file < 0 ? 0 : random.nextInt(4);
            String text = "mmap " + hex(address) + " " + hex(length) + " " + VmFlags.toString(flags)
                    + ((flags & VmFlags.GROWSDOWN) != 0 ? " stack" : "")
                    + ((flags & VmFlags.DONTCOPY) != 0 ? " dontcopy" : "")
                    + (file < 0 ? " anonymous" : " file " + file + " from page " + offset) + (fixed ? " fixed" : "");
            return new Step(process, text,
                    subject -> subject.mmap(process, address, length, flags, Math.max(file, -1), offset, fixed));
        }

        private Step change(int process, int kind) {
            long address = address();
            long length = length();
            if (kind < 79) {
                return new Step(process, "munmap " + hex(address) + " " + hex(length),
                        subject -> subject.munmap(process, address, length));
            }
            if (kind < 86) {
                long rights = rights();
                return new Step(process, "mprotect " + hex(address) + " " + hex(length) + " "
                        + VmFlags.toString(rights).substring(0, 3),
                        subject -> subject.mprotect(process, address, length, rights));
            }
            if (kind < 90) {
                long newLength = length();
                boolean mayMove = random.nextInt(3) > 0;
                long target = mayMove && random.nextBoolean() ? address() : 0;
                return new Step(process, "mremap " + hex(address) + " " + hex(length) + " " + hex(newLength)
                        + (mayMove ? " maymove" : "") + (target != 0 ? " to " + hex(target) : ""),
                        subject -> subject.mremap(process, address, length, newLength, mayMove, target));
            }
            if (kind < 92) {
                long end = random.nextInt(pages / 2) * sizes.pageSize() + random.nextInt(2) * 8;
                return new Step(process, "brk " + hex(end), subject -> subject.brk(process, end));
            }
            return new Step(process, "madvise " + hex(address) + " " + hex(length) + " dontneed",
                    subject -> subject.dontNeed(process, address, length));
        }

        private long address() {
            long page = random.nextInt(pages) * sizes.pageSize();
            return random.nextInt(40) == 0 ? page + 8 : page;
        }

        private long length() {
            int length = random.nextInt(40);
            return length == 0 ? 0 : length == 1 ? 2L * sizes.taskSize() : (1 + random.nextInt(6)) * sizes.pageSize() - 8L * random.nextInt(2);
        }

        private long rights() {
            return switch (random.nextInt(8)) {
                case 0 -> 0;
                case 1 -> VmFlags.READ;
                case 2 -> VmFlags.WRITE;
                case 3 -> VmFlags.READ | VmFlags.EXEC;
                case 4 -> VmFlags.EXEC;
                default -> VmFlags.READ | VmFlags.WRITE;
            };
        }

        private static String hex(long address) {
            return "0x" + Long.toHexString(address);
        }
    }
}
