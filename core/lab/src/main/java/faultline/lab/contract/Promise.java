package faultline.lab.contract;

import faultline.kernel.lock.LockStrategy;
import faultline.kernel.memory.KernelBug;
import java.util.Optional;
import java.util.function.Consumer;

/// One thing that a strategy promises, and a way to see whether it does, in a process of its own.
///
/// @param sentence     what is promised
/// @param needsReaders whether it says nothing about a strategy that lets no reader in
public record Promise(String sentence, boolean needsReaders, Consumer<OneProcess> look) {

    /// How the strategy breaks it, if it does.
    public Optional<String> brokenBy(LockStrategy strategy) {
        try (OneProcess process = new OneProcess(strategy)) {
            look.accept(process);
            return process.complaint();
        } catch (Broken broken) {
            return Optional.of(broken.getMessage());
        } catch (KernelBug bug) {
            return Optional.of("the kernel found a bug: " + bug.getMessage());
        }
    }
}
