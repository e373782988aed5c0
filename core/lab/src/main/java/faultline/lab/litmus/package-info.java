/// Litmus tests in the kernel's C format, decided under the Linux-kernel memory model.
///
/// A test is a few threads, a few accesses each, and a question about the end. It is decided as herd7 does:
/// every way the reads may be fed and the writes be ordered is a candidate; the model's axioms say which of
/// these can happen. What the reader of tests cannot express is said to be unsupported, and never guessed.
///
/// | step                    | class        |
/// |-------------------------|--------------|
/// | text to test            | `Parser`     |
/// | thread to its traces    | `ThreadRun`  |
/// | traces to candidates    | `Candidates` |
/// | one location's orders   | `Orders`     |
/// | the axioms              | `Model`      |
/// | data races              | `Races`      |
package faultline.lab.litmus;
