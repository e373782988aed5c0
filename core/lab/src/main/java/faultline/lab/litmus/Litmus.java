package faultline.lab.litmus;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import faultline.lab.litmus.LitmusResult.Verdict;

/// Decides C litmus tests in the kernel's format under the Linux-kernel memory model, as herd7 does.
///
/// What is asked can be told apart from what is not known: a test that uses what is not expressed here, is
/// malformed, or takes longer than its limit has no verdict, and says why. Interrupting the thread stops it
/// in the same way.
public final class Litmus {
    /// Enough for all but the largest tests of the kernel's archive.
    public static final Duration USUAL_LIMIT = Duration.ofSeconds(60);

    private Litmus() {
    }

    public static LitmusResult run(Path file) throws IOException {
        return run(file, USUAL_LIMIT);
    }

    /// Bytes are taken for characters: beyond ASCII there are only comments.
    public static LitmusResult run(Path file, Duration limit) throws IOException {
        String name = file.getFileName().toString().replaceFirst("\\.litmus$", "");
        return run(name, Files.readString(file, StandardCharsets.ISO_8859_1), limit);
    }

    /// @param name used until the text says its own
    public static LitmusResult run(String name, String text, Duration limit) {
        return run(name, text, limit, Decision.allAxioms());
    }

    static LitmusResult run(String name, String text, Duration limit, Set<Axiom> axioms) {
        long start = System.nanoTime();
        String known = name;
        try {
            LitmusTest test = Parser.parse(text);
            known = test.name().isEmpty() ? name : test.name();
            Decision decision = Decision.of(test, start + limit.toNanos(), axioms);
            return decided(known, test, decision, start);
        } catch (LitmusError error) {
            return new LitmusResult(known, null, List.of(), 0, 0, List.of(), "", false, seconds(start),
                    error.getMessage());
        }
    }

    private static LitmusResult decided(String name, LitmusTest test, Decision decision, long start) {
        long positive = decision.positive();
        long negative = decision.negative();
        Verdict verdict = positive == 0 ? Verdict.NEVER : negative == 0 ? Verdict.ALWAYS : Verdict.SOMETIMES;
        boolean ok = switch (test.quantifier()) {
            case EXISTS -> positive > 0;
            case NOT_EXISTS -> positive == 0;
            case FORALL -> negative == 0;
        };
        return new LitmusResult(name, verdict, decision.states(), positive, negative, decision.flags(),
                test.question(), ok, seconds(start), null);
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
