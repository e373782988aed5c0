package faultline.repl.work;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;

/// A command that asks back: it says something and reads a line, from wherever commands come from.
public final class Conversation {
    private final PrintWriter out;
    private Function<String, Optional<String>> lines;
    private boolean silent;

    /// With lines from standard input.
    public Conversation(PrintWriter out) {
        this.out = out;
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        from(in, System.console() != null && System.console().isTerminal());
    }

    /// From here on lines come from there; the prompt is shown if somebody sits there.
    public void from(BufferedReader in, boolean prompts) {
        lines = prompt -> {
            say(prompts ? prompt : "");
            try {
                return Optional.ofNullable(in.readLine());
            } catch (IOException end) {
                return Optional.empty();
            }
        };
    }

    /// From here on lines come from there: given a prompt, the next line; nothing at the end.
    public void from(Function<String, Optional<String>> others) {
        lines = others;
    }

    /// Whether what is said is kept back, because the answer is for a program.
    public void silent(boolean forAProgram) {
        silent = forAProgram;
    }

    public void say(String text) {
        if (!silent) {
            out.print(text);
            out.flush();
        }
    }

    /// The next line that is typed; nothing when there is no more.
    public Optional<String> ask(String prompt) {
        return lines.apply(prompt);
    }
}
