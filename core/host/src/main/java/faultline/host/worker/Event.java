package faultline.host.worker;

/// What can happen to a worker, as its parent sees it.
sealed interface Event {
    record Ready() implements Event {
    }

    record Said(Message message) implements Event {
    }

    /// What came over the channel was no message.
    record Garbled(String how) implements Event {
    }

    record Flooded() implements Event {
    }

    record CancelAsked() implements Event {
    }

    record TimeUp() implements Event {
    }

    /// The process ended with this code, the last of what it printed, and what the JVM wrote of its own
    /// crash.
    record Gone(int code, String output, String crash) implements Event {
        private static final int OUT_OF_MEMORY_CODE = 3;
        private static final String OUT_OF_MEMORY = "Terminating due to java.lang.OutOfMemoryError: ";
        private static final int SIGNAL = 128;

        /// Which end this was. The JVM's own exit for a full heap is told from a program's by what it prints.
        Outcome outcome(WorkerSpec spec) {
            if (!crash.isEmpty()) {
                return new Outcome.Crashed(crash);
            }
            int said = output.lastIndexOf(OUT_OF_MEMORY);
            if (code == OUT_OF_MEMORY_CODE && said >= 0) {
                String what = output.substring(said + OUT_OF_MEMORY.length()).lines().findFirst().orElse("");
                return new Outcome.OutOfMemory(spec.heapMib(), what);
            }
            return code > SIGNAL ? new Outcome.Crashed("killed by signal " + (code - SIGNAL))
                    : new Outcome.Exited(code);
        }
    }
}
