/// The strategies there are, and how a worker gets one.
///
/// [PluginCatalog] lists them in the prompt's JVM by reading class files. [PluginLayer] makes one, in a
/// worker. What goes between the two is a [Plugin.Origin]:
///
/// ```java
/// Plugin plugin = catalog.named("refcount").orElseThrow();
/// Worker worker = Worker.start(WorkerSpec.measured().roots(plugin.needs()));
/// LockStrategy strategy = PluginLayer.load(origin);   // in the job, whose request was plugin.origin()
/// ```
package faultline.host.plugin;
