package faultline.lab.explorer;

import java.util.List;

/// Whether an execution that was cut off goes round: the same steps with the same values over and over, and everybody
/// who can take a step takes one each time. Such a round is fair, and yet nobody gets on.
///
/// A round is believed after it has come eight times. What counts on from round to round is not found, and such an
/// execution stays cut off.
final class Livelock {
    private static final int ROUNDS = 8;
    private static final int LONGEST = 512;

    private final List<Event> events;
    private final Execution execution;
    private final List<String> names;

    /// Of an execution that was traced to its end.
    Livelock(List<Event> events, Execution execution, List<String> names) {
        this.events = events;
        this.execution = execution;
        this.names = names;
    }

    /// How many steps a round has; 0: it does not go round.
    int period() {
        for (int period = 2; period <= LONGEST && period * ROUNDS <= events.size(); period++) {
            if (repeats(period) && isFair(period)) {
                return period;
            }
        }
        return 0;
    }

    /// Where the first round ends: all that need be told.
    int told(int period) {
        int end = events.size();
        while (end - period > 0 && same(end - 1, end - 1 - period)) {
            end--;
        }
        return end;
    }

    /// In words.
    String what(int period) {
        StringBuilder tasks = new StringBuilder();
        for (int task = 0; task < names.size(); task++) {
            if (takesPart(task, period)) {
                tasks.append(tasks.isEmpty() ? "" : " and ").append(names.get(task));
            }
        }
        return "livelock: " + tasks + " take the same " + period + " steps over and over, and none gets on";
    }

    private boolean repeats(int period) {
        for (int i = events.size() - 1; i >= events.size() - period * (ROUNDS - 1); i--) {
            if (!same(i, i - period)) {
                return false;
            }
        }
        return true;
    }

    private boolean same(int one, int other) {
        Event a = events.get(one);
        Event b = events.get(other);
        return a.task == b.task && a.at == b.at && a.text.equals(b.text);
    }

    private boolean isFair(int period) {
        int taking = 0;
        for (int task = 0; task < execution.tasks.length; task++) {
            if (takesPart(task, period)) {
                taking++;
            } else if (!execution.tasks[task].finished && execution.isReady(execution.tasks[task])) {
                return false;
            }
        }
        return taking > 1;
    }

    private boolean takesPart(int task, int period) {
        return events.subList(events.size() - period, events.size()).stream().anyMatch(event -> event.task == task);
    }
}
