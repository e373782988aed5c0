package faultline.lab.explorer;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Makes the decisions of another, and keeps them; or makes those of one round over and over.
///
/// An execution in which a few tasks took the same steps three times in a row may be able to do so for ever. That is
/// found out by trying: the same decisions again and again, up to where an execution is cut off.
final class Rounds implements Decisions {
    private static final int TIMES = 3;
    private static final int LONGEST = 64;

    private final Scripted script;
    private final List<Made> made = new ArrayList<>();
    private Trace trace;
    private int at;
    private int first;
    private int end;              // 0: keep what the script decides
    private boolean over;

    /// @param what   the task; or how far behind the newest store
    /// @param events how many there were when it was made
    private record Made(int what, int events) {
    }

    private Rounds(int[] decisions) {
        this.script = new Scripted(decisions);
    }

    /// The execution of `stage`, driven round and round; `null` if it does not go round, or comes to an end.
    static Stage drive(Stage stage, Set<String> dropped) {
        Rounds rounds = new Rounds(stage.execution().log());
        Stage kept = stage.again(rounds, dropped);
        rounds.trace = new Trace(kept.memory());
        kept.execution().trace = rounds.trace;
        kept.play();
        if (!rounds.findRound()) {
            return null;
        }
        kept.execution().trace = null;
        kept.play();
        return rounds.over || !kept.execution().cut || kept.execution().failure != null ? null : kept;
    }

    /// Turns to the first round there was, if there was one.
    private boolean findRound() {
        List<Event> events = trace.events();
        for (int period = 2; period <= LONGEST; period++) {
            int same = 0;
            for (int i = period; i < events.size(); i++) {
                same = same(events.get(i), events.get(i - period)) ? same + 1 : 0;
                if (same == period * (TIMES - 1) && isShared(events.subList(i + 1 - period, i + 1))) {
                    first = indexAt(i + 1 - period);
                    end = indexAt(i + 1);
                    return end > first;
                }
            }
        }
        return false;
    }

    private static boolean same(Event a, Event b) {
        return a.task == b.task && a.at == b.at && a.text.equals(b.text);
    }

    private static boolean isShared(List<Event> round) {
        return round.stream().mapToInt(event -> event.task).distinct().count() > 1;
    }

    /// The first decision that was made when there were so many events.
    private int indexAt(int events) {
        int index = 0;
        while (index < made.size() && made.get(index).events() < events) {
            index++;
        }
        return index;
    }

    /// What was decided here before.
    private int again() {
        int what = made.get(at).what();
        at = at + 1 == end ? first : at + 1;
        return what;
    }

    private int keep(int what) {
        made.add(new Made(what, trace.events().size()));
        return what;
    }

    @Override public boolean triesAllOrders() {
        return false;
    }

    @Override public int task(int ready) {
        if (end == 0) {
            return keep(script.task(ready));
        }
        int task = over ? NOBODY : again();
        over = task < 0 || (ready >> task & 1) == 0;
        return over ? NOBODY : task;
    }

    @Override public int value(int[] options, int count, int newest) {
        if (end == 0) {
            int chosen = script.value(options, count, newest);
            keep(newest - options[chosen]);
            return chosen;
        }
        int behind = again();
        for (int i = 0; i < count; i++) {
            if (newest - options[i] == behind) {
                return i;
            }
        }
        over = true;
        return 0;
    }
}
