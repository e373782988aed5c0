/// Child JVMs that do jobs under limits on time, heap and output.
///
/// ```java
/// try (Worker worker = Worker.start(WorkerSpec.measured("faultline.refcount"))) {
///     Outcome outcome = worker.run(MeasureRow.class, request, rows::add);
///     outcome.trouble("refcount").ifPresent(trouble -> out.println(trouble.text()));
/// }
/// ```
///
/// Where many are wanted one after the other, [Workers] has the next one ready.
///
/// The parent sees one queue of events (process, channel, output) and turns the last of them into an
/// [Outcome]. See [Worker] for what is promised and what is not.
package faultline.host.worker;
