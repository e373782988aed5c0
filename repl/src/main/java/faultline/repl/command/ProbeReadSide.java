package faultline.repl.command;

import java.util.List;
import faultline.lab.bench.BenchSpec;
import faultline.repl.text.Choice;
import faultline.repl.text.Choices;
import picocli.CommandLine.Option;

/// The option of everything that measures strategies: the kernel beneath has chosen for itself.
final class ProbeReadSide {
    @Option(names = "--read-side", paramLabel = "trace|srcu|srcu-lite",
            completionCandidates = ReadSides.class, description = "What probe hits stand in.")
    private String readSide;

    /// These rows, with that read side.
    List<BenchSpec> of(List<BenchSpec> rows) {
        if (readSide == null) {
            return rows;
        }
        String chosen = HowToMeasure.oneOf("--read-side", readSide, new ReadSides());
        return rows.stream().map(row -> row.probeReadSide(chosen)).toList();
    }

    /// What a probe hit stands in.
    static final class ReadSides implements Choices {
        @Override public List<Choice> all() {
            return List.of(new Choice("trace", "RCU Tasks Trace, as since Linux 6.13"),
                    new Choice("srcu", "SRCU"),
                    new Choice("srcu-lite", "SRCU whose readers pay no barrier"));
        }
    }
}
