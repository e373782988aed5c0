/// A report as one HTML page that needs nothing else: [faultline.repl.page.Page] lays it out,
/// [faultline.repl.page.Charts] turns runs into charts and tables, [faultline.repl.page.Interleaving] draws a run
/// that failed. Tables stand without script; charts are drawn by ECharts, which is in the page.
package faultline.repl.page;
