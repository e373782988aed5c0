package faultline.lab.explorer;

import faultline.kernel.memory.Word;
import faultline.lab.Walk.Choice;
import faultline.lab.Walk.Option;
import faultline.lab.Walk.Question;
import java.util.ArrayList;
import java.util.List;

/// Decides as somebody chose, and stops at the first question that nobody has answered.
final class Asked implements Decisions {
    private final List<Choice> choices;
    private final List<String> names;
    private int at;
    private int times;
    private Execution execution;
    private Trace trace;
    private Question question = Question.NONE;
    private int told;

    /// @param names what each task is called
    Asked(List<Choice> choices, List<String> names) {
        this.choices = choices;
        this.names = names;
        this.times = choices.isEmpty() ? 0 : choices.getFirst().times();
    }

    void belongsTo(Execution asking, Trace telling) {
        execution = asking;
        trace = telling;
    }

    /// The question that was not answered, if there was one.
    Question question() {
        return question;
    }

    /// How many steps had been taken when it was asked.
    int told() {
        return question.options().isEmpty() ? trace.events().size() : told;
    }

    private void ask(boolean task, String text, List<Option> options) {
        trace.settle();
        told = trace.events().size();
        question = new Question(task, text, options);
    }

    private boolean hasAsked() {
        return !question.options().isEmpty();
    }

    private void next() {
        at++;
        times = at < choices.size() ? choices.get(at).times() : 0;
    }

    @Override public boolean triesAllOrders() {
        return false;
    }

    @Override public int task(int ready) {
        if (hasAsked()) {
            return NOBODY;
        }
        if (Integer.bitCount(ready) == 1) {
            return Integer.numberOfTrailingZeros(ready);
        }
        while (at < choices.size()) {
            int task = choices.get(at).task();
            boolean fits = times > 0 && task >= 0 && (ready >> task & 1) != 0;
            times--;
            if (fits) {
                return task;
            }
            next();
        }
        List<Option> options = new ArrayList<>();
        for (int rest = ready; rest != 0; rest &= rest - 1) {
            int task = Integer.numberOfTrailingZeros(rest);
            options.add(new Option(names.get(task), does(execution.tasks[task])));
        }
        ask(true, "who goes on?", options);
        return NOBODY;
    }

    @Override public int value(int[] options, int count, int newest) {
        if (hasAsked() || count == 1) {
            return 0;
        }
        if (at < choices.size() && choices.get(at).task() >= 0) {
            next();   // a task that was to take several steps stops to ask
        }
        if (at < choices.size()) {
            int option = Math.min(choices.get(at).option(), count - 1);
            next();
            return option;
        }
        ExplorerTask me = execution.current;
        Location word = me.wanted.at;
        boolean stores = me.wanted.writes;
        List<Option> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String age = options[i] == newest ? "the newest" : newest - options[i] + " behind the newest";
            values.add(new Option((stores ? "behind " : "finds ") + trace.value(word, word.store(options[i]).value),
                    age));
        }
        ask(false, names.get(me.cpu()) + (stores ? " stores to " + trace.name(word) + ": right behind which value?"
                : " reads " + trace.name(word) + ": which value does it find?"), values);
        return 0;
    }

    /// What a task would do next.
    private String does(ExplorerTask task) {
        Wanted wanted = task.wanted;
        return switch (wanted.condition) {
            case NONE -> wanted.isPoll ? "takes interrupts" : wanted.at == null ? "several words at once"
                    : wanted.at == execution.barriers ? "full barrier"
                    : (wanted.writes ? "writes " : "reads ") + trace.name(wanted.at) + now(wanted.at);
            case VALUE -> "has waited for " + trace.name(wanted.at);
            case LOCK -> "takes " + wanted.lock.told();
            case READERS_GONE -> "has waited for readers";
            case WORK -> "does what was deferred";
            case OTHERS_STORED -> "looks again";
            case INTERRUPTIBLE -> "interrupts " + wanted.target;
        };
    }

    private String now(Location at) {
        long value = execution.newest(at);
        return value == Word.POISON ? ", poisoned" : ", now " + trace.value(at, value);
    }
}
