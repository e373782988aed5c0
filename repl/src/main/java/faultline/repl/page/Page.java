package faultline.repl.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import faultline.repl.work.RunLog.Run;

/// The page: for each workload what was measured and what was simulated beside each other, then the last run
/// that failed, then how all this came about.
public final class Page {
    private final StringBuilder body = new StringBuilder();
    private final StringBuilder options = new StringBuilder();
    private int charts;

    private Page() {
    }

    /// @param runs    the last first
    /// @param failure as `faultline.repl.work.FailureFile` keeps it
    public static String of(List<Run> runs, Optional<Map<String, Object>> failure, String version) {
        Page page = new Page();
        page.title(runs, failure);
        Map<String, List<Run>> byWorkload = new LinkedHashMap<>();
        runs.forEach(run -> byWorkload.computeIfAbsent(run.workload(), _ -> new ArrayList<>()).add(run));
        byWorkload.forEach(page::workload);
        failure.ifPresent(page::failure);
        page.howItCameAbout(version);
        return page.html();
    }

    private void title(List<Run> runs, Optional<Map<String, Object>> failure) {
        body.append("<h1>Faultline: how threads agree on a VMA</h1>\n<p class=\"how\">")
                .append(runs.size()).append(runs.size() == 1 ? " run" : " runs")
                .append(failure.isPresent() ? " and the last failure of an exploration" : "")
                .append(runs.isEmpty() ? "" : "; the last run of " + Html.text(runs.getFirst().at()))
                .append(".</p>\n");
    }

    private void workload(String name, List<Run> runs) {
        body.append("<h2>").append(Html.text(name)).append("</h2>\n<div class=\"pair\">\n");
        List<Charts> all = runs.stream().map(Charts::new).toList();
        for (int at = 0; at < runs.size(); at++) {
            Charts charts = all.get(at);
            String which = charts.simulated() ? "Simulated" : "Measured";
            charts.options().forEach((title, option) -> chart(which + ": " + Character.toLowerCase(title.charAt(0)) + title.substring(1),
                    option));
        }
        body.append("</div>\n");
        for (int at = 0; at < runs.size(); at++) {
            Run run = runs.get(at);
            body.append("<h3><code>").append(Html.text(run.typed())).append("</code></h3>\n<p class=\"how\">")
                    .append(all.get(at).simulated() ? "Simulated" : "Measured").append(" at ").append(Html.text(run.at()))
                    .append(", ").append(Html.text(run.machine())).append(".");
            all.get(at).notes().forEach(note -> body.append(' ').append(Html.text(note)).append('.'));
            body.append("</p>\n<div class=\"scroll\">").append(all.get(at).table()).append("</div>\n");
        }
    }

    private void chart(String title, String option) {
        String id = "chart" + ++charts;
        body.append("<figure class=\"drawn\"><figcaption>").append(Html.text(title))
                .append("</figcaption><div class=\"chart\" id=\"").append(id).append("\"></div></figure>\n");
        options.append("<script type=\"application/json\" id=\"").append(id).append("-option\">")
                .append(option.replace("</", "<\\/")).append("</script>\n");
    }

    private void failure(Map<String, Object> failure) {
        Interleaving run = new Interleaving(failure);
        body.append("<h2>The last failure: ").append(Html.text((String) failure.get("scenario"))).append("</h2>\n<p>")
                .append(Html.text((String) failure.get("cause"))).append(".</p>\n<p><strong>What broke:</strong> ")
                .append(Html.text((String) failure.get("what"))).append(".</p>\n<figure><figcaption>The run, step by step"
                        + "</figcaption><div class=\"scroll\">").append(run.svg()).append("</div>\n<p class=\"how\">")
                .append("Dashed: the order that is missing. Red: a step that was late, or found something old, or broke. ")
                .append(run.left() > 0 ? run.left() + " more steps are not drawn. " : "")
                .append("A step's source line shows under the pointer.</p></figure>\n<ul>\n");
        run.advice().forEach(line -> body.append("<li>").append(Html.text(line)).append("</li>\n"));
        body.append("</ul>\n<p>To walk through it: <code>replay ").append(Html.text((String) failure.get("token")))
                .append("</code></p>\n<details><summary>As text</summary><pre>")
                .append(Html.text((String) failure.get("report"))).append("</pre></details>\n");
    }

    private void howItCameAbout(String version) {
        body.append("""
                <h2>How it was measured</h2>
                <p>Measured figures are of real threads, a fresh JVM for each row, in windows of which those are refused in
                which others had the processors; the interval holds the mean in 95 of 100 cases. Simulated figures are of
                the same compiled strategy on virtual CPUs, priced by a profile whose sources it names; they are the same
                each time. A curve marked <em>--against</em> is somebody's own measurement, scaled so that the first points
                agree.</p>
                """)
                .append("<p class=\"how\">").append(Html.text(version)).append("</p>\n");
    }

    private String html() {
        return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                + "<title>Faultline report</title>\n<style>\n" + resource("page.css") + "</style>\n</head>\n<body>\n"
                + body + options
                + (charts == 0 ? "" : "<script>\n" + resource("echarts.common.min.js") + "\n</script>\n<script>\n"
                + resource("page.js") + "</script>\n")
                + "</body>\n</html>\n";
    }

    private static String resource(String name) {
        try (InputStream in = Page.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
