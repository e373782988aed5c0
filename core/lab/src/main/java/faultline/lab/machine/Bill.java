package faultline.lab.machine;

import faultline.lab.LineBill;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// What was lost on which line, by the kernel's name of the cell that was accessed. All instances of a field
/// are one.
public final class Bill {
    private static final Pattern CPU = Pattern.compile("cpu\\d+");

    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> names = new ArrayList<>();
    private boolean open;
    private boolean writing;
    private long[] transfers = new long[64];
    private long[] transferTime = new long[64];
    private long[] queueTime = new long[64];
    private long[] waitTime = new long[64];
    private long[] writersTime = new long[64];   // of the three above, what writers lost

    /// Whether what is paid now belongs on it: the worker's share does not. Then, whether a writer pays.
    void opened(boolean counts, boolean writer) {
        open = counts;
        writing = writer;
    }

    /// The number under which `name` is billed.
    int number(String name) {
        return numbers.computeIfAbsent(CPU.matcher(name).replaceAll("cpu*"), fresh -> {
            names.add(fresh);
            if (names.size() > transfers.length) {
                int length = 2 * transfers.length;
                transfers = Arrays.copyOf(transfers, length);
                transferTime = Arrays.copyOf(transferTime, length);
                queueTime = Arrays.copyOf(queueTime, length);
                waitTime = Arrays.copyOf(waitTime, length);
                writersTime = Arrays.copyOf(writersTime, length);
            }
            return names.size() - 1;
        });
    }

    String name(int number) {
        return names.get(number);
    }

    void transfer(int name, long cost, long queued) {
        if (open) {
            transfers[name]++;
            transferTime[name] += cost;
            queueTime[name] += queued;
            writersTime[name] += writing ? cost + queued : 0;
        }
    }

    /// A fence or an atomic stood still until the store buffer was empty.
    void stall(int name, long time) {
        if (open) {
            transferTime[name] += time;
            writersTime[name] += writing ? time : 0;
        }
    }

    /// Somebody spun on the cell, or slept.
    void waited(int name, long time) {
        if (open) {
            waitTime[name] += time;
            writersTime[name] += writing ? time : 0;
        }
    }

    /// The past is paid.
    public void clear() {
        Arrays.fill(transfers, 0);
        Arrays.fill(transferTime, 0);
        Arrays.fill(queueTime, 0);
        Arrays.fill(waitTime, 0);
        Arrays.fill(writersTime, 0);
    }

    /// The lines that cost anything, the dearest first.
    public List<LineBill> lines() {
        long sum = 0;
        for (int name = 0; name < names.size(); name++) {
            sum += lost(name);
        }
        List<LineBill> lines = new ArrayList<>();
        for (int name = 0; name < names.size(); name++) {
            if (transfers[name] != 0 || lost(name) != 0) {
                lines.add(new LineBill(names.get(name), transfers[name], nanos(transferTime[name]),
                        nanos(queueTime[name]), nanos(waitTime[name]), part(lost(name), sum),
                        part(writersTime[name], lost(name))));
            }
        }
        lines.sort(Comparator.comparingDouble(LineBill::share).reversed().thenComparing(LineBill::name));
        return List.copyOf(lines);
    }

    private long lost(int name) {
        return transferTime[name] + queueTime[name] + waitTime[name];
    }

    private static double part(long some, long all) {
        return all == 0 ? 0 : (double) some / all;
    }

    private static double nanos(long picos) {
        return picos / 1e3;
    }
}
