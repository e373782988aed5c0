/// Plugins from source: how one begins, and how it becomes a jar.
///
/// [Project] writes a new one to a folder. [BuildJob] compiles what lies there, in a worker, into a jar that
/// [faultline.host.plugin.PluginCatalog] reads like any other.
package faultline.host.build;
