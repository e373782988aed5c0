package faultline.repl;

import jakarta.inject.Inject;
import java.io.PrintWriter;
import java.io.StringWriter;
import faultline.host.Exit;
import faultline.host.Trouble;
import faultline.repl.text.Answer;
import faultline.repl.text.Json;
import faultline.repl.work.Conversation;
import faultline.repl.work.Progress;

/// How a command is answered: in words, or in one JSON object; what went wrong goes to standard error, unless
/// a program reads it.
final class Voice {
    private final Console console;
    private final Conversation conversation;
    private final Progress progress;

    @Inject Voice(Console console, Conversation conversation, Progress progress) {
        this.console = console;
        this.conversation = conversation;
        this.progress = progress;
    }

    /// A command begins whose answer is, or is not, for a program.
    void begin(boolean json) {
        conversation.silent(json);
    }

    /// The command has said everything.
    void end() {
        progress.clear();
        console.flush();
    }

    Exit answer(String name, boolean json, Answer answer) {
        console.out().print(json ? Json.of(name, answer) + "\n" : answer.text());
        if (!json) {
            console.out().flush();
            answer.trouble().ifPresent(trouble -> console.err().println(trouble.text()));
        }
        return answer.exit();
    }

    Exit trouble(String name, boolean json, Trouble trouble) {
        if (json) {
            console.out().println(Json.of(name, trouble));
        } else {
            console.err().println(trouble.text());
        }
        return trouble.exit();
    }

    /// Nobody's fault but ours, so all of it is shown.
    Exit bug(String name, boolean json, Throwable bug) {
        StringWriter trace = new StringWriter();
        bug.printStackTrace(new PrintWriter(trace));
        Trouble trouble = new Trouble(Exit.BUG, name + ": a bug of ours").next("doctor");
        if (json) {
            console.out().println(Json.of(name, trouble.why(bug.toString())));
            console.err().print(trace);
        } else {
            console.err().println(trouble.why(trace.toString().strip()).text());
        }
        return Exit.BUG;
    }
}
