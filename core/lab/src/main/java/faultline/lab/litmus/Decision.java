package faultline.lab.litmus;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import faultline.lab.litmus.Condition.Place;

/// Decides a test: every trace of every thread, every way to feed the reads and order the writes, and the
/// axioms.
final class Decision {
    private static final int MOST_TRACES = 100_000;

    private final LitmusTest test;
    private final long deadline;
    private final Set<Axiom> axioms;
    private final Set<Place> asked = new TreeSet<>();
    private final boolean filterIsLocal;
    private final List<List<Trace>> ways = new ArrayList<>();
    private final Map<List<Long>, Integer> facts = new LinkedHashMap<>();
    private final Map<Trace, BitSet> needs = new HashMap<>();
    private final Map<Trace, BitSet> gives = new HashMap<>();
    private final List<BitSet> later = new ArrayList<>();
    private final TreeMap<String, Integer> states = new TreeMap<>();
    private final TreeSet<String> flags = new TreeSet<>();
    private long positive;
    private long negative;

    private Decision(LitmusTest test, long deadline, Set<Axiom> axioms) {
        this.test = test;
        this.deadline = deadline;
        this.axioms = axioms;
        test.filter().places(asked);
        filterIsLocal = asked.stream().allMatch(place -> place.thread() >= 0);
        asked.addAll(test.observed());
    }

    /// @param deadline by [System#nanoTime]
    static Decision of(LitmusTest test, long deadline, Set<Axiom> axioms) {
        Decision decision = new Decision(test, deadline, axioms);
        decision.decide();
        return decision;
    }

    long positive() {
        return positive;
    }

    long negative() {
        return negative;
    }

    List<String> states() {
        return List.copyOf(states.keySet());
    }

    List<String> flags() {
        return List.copyOf(flags);
    }

    private void decide() {
        trace();
        refuseMixedUse();
        refuseWeakSrcu();
        for (List<Trace> each : ways) {
            each.forEach(this::index);
        }
        BitSet rest = new BitSet();
        for (int t = ways.size() - 1; t >= 0; t--) {
            later.addFirst((BitSet) rest.clone());
            ways.get(t).forEach(trace -> rest.or(gives.get(trace)));
        }
        combine(new ArrayList<>(), new BitSet(), initialFacts());
    }

    /// Runs the threads until no new value can appear. A value in a run comes by a chain of writes that
    /// compute it from what was read, each at most once.
    private void trace() {
        List<TreeSet<Long>> values = new ArrayList<>();
        for (long initial : test.initial()) {
            values.add(new TreeSet<>(Set.of(initial)));
        }
        for (int round = 0;; round++) {
            ways.clear();
            boolean grew = false;
            int longest = 1;
            for (LitmusTest.Thread thread : test.threads()) {
                ThreadRun run = new ThreadRun(test, thread, values);
                List<Trace> traces = run.traces(MOST_TRACES);
                ways.add(traces);
                boolean branches = branches(thread.body());
                longest += traces.stream().mapToInt(trace -> computed(trace, branches)).max().orElse(0);
                pause();
            }
            for (List<Trace> traces : ways) {
                grew |= collect(traces, values);
            }
            if (!grew || round == longest) {
                return;
            }
        }
    }

    /// How many writes of a trace may write something else, elsewhere or not at all when other values are
    /// read.
    private static int computed(Trace trace, boolean branches) {
        return (int) trace.events().stream().filter(e -> e.type() == Event.Type.WRITE)
                .filter(e -> branches || e.atomic() || (e.data() | e.address()) != 0).count();
    }

    private static boolean branches(Stmt statement) {
        return statement instanceof Stmt.If
                || statement instanceof Stmt.Block(List<Stmt> inside) && inside.stream().anyMatch(Decision::branches);
    }

    private static boolean collect(List<Trace> traces, List<TreeSet<Long>> values) {
        boolean grew = false;
        for (Trace trace : traces) {
            for (Event event : trace.events()) {
                grew |= event.type() == Event.Type.WRITE && values.get(event.location()).add(event.value());
            }
        }
        return grew;
    }

    /// A lock or an SRCU domain is used as nothing else, and the condition does not ask about it.
    private void refuseMixedUse() {
        Map<Integer, Integer> uses = new HashMap<>();
        for (List<Trace> traces : ways) {
            for (Trace trace : traces) {
                for (Event event : trace.events()) {
                    int use = event.isLock() ? 1 : event.isSrcu() ? 2 : 4;
                    if (event.location() >= 0 && uses.merge(event.location(), use, (a, b) -> a | b) != use) {
                        throw LitmusError.unsupported("'" + test.locations().get(event.location())
                                + "' is a lock in one place and something else in another");
                    }
                }
            }
        }
        Set<Place> conditions = new TreeSet<>();
        test.condition().places(conditions);
        test.filter().places(conditions);
        for (Place place : conditions) {
            int location = place.thread() < 0 ? test.locations().indexOf(place.name()) : -1;
            if (uses.getOrDefault(location, 4) != 4) {
                throw LitmusError.unsupported("the lock '" + place.name() + "' is asked about");
            }
        }
    }

    /// The newest model takes SRCU's lock and unlock for accesses. That orders more than [Model] does only
    /// where barriers for reads and for writes meet at them.
    private void refuseWeakSrcu() {
        for (List<Trace> traces : ways) {
            for (Trace trace : traces) {
                boolean srcu = trace.events().stream().anyMatch(Event::isSrcu);
                boolean wmb = trace.events().stream().anyMatch(e -> e.fence() == Fence.WMB);
                boolean joined = trace.events().stream()
                        .anyMatch(e -> e.fence() == Fence.RMB || e.isSrcu() && e.control() != 0);
                if (srcu && wmb && joined) {
                    throw LitmusError.unsupported("SRCU between smp_wmb() and a branch or smp_rmb()");
                }
            }
        }
    }

    private void index(Trace trace) {
        BitSet need = new BitSet();
        BitSet give = new BitSet();
        for (Event event : trace.events()) {
            if (event.type() == Event.Type.READ) {
                need.set(fact(event.location(), event.value()));
            } else if (event.type() == Event.Type.WRITE) {
                give.set(fact(event.location(), event.value()));
            }
        }
        needs.put(trace, need);
        gives.put(trace, give);
    }

    private int fact(int location, long value) {
        return facts.computeIfAbsent(List.of((long) location, value), _ -> facts.size());
    }

    private BitSet initialFacts() {
        BitSet given = new BitSet();
        for (int i = 0; i < test.initial().length; i++) {
            given.set(fact(i, test.initial()[i]));
        }
        return given;
    }

    private void combine(List<Trace> chosen, BitSet needed, BitSet given) {
        int t = chosen.size();
        if (t == ways.size()) {
            candidate(chosen);
            return;
        }
        for (Trace trace : ways.get(t)) {
            BitSet need = (BitSet) needed.clone();
            need.or(needs.get(trace));
            BitSet give = (BitSet) given.clone();
            give.or(gives.get(trace));
            BitSet missing = (BitSet) need.clone();
            missing.andNot(give);
            missing.andNot(later.get(t));
            if (missing.isEmpty()) {
                chosen.add(trace);
                combine(chosen, need, give);
                chosen.removeLast();
            }
        }
    }

    private void candidate(List<Trace> chosen) {
        pause();
        if (filterIsLocal && illegal(chosen) == null && !test.filter().holds(locals(chosen))) {
            return;
        }
        Candidate candidate = new Candidate(test, List.copyOf(chosen));
        List<List<Orders.Order>> orders = new ArrayList<>();
        for (int location = 0; location < test.locations().size(); location++) {
            int at = location;
            if (chosen.stream().anyMatch(t -> t.events().stream()
                    .anyMatch(e -> e.location() == at && e.isAccess()))) {
                List<Orders.Order> found = Orders.of(candidate, location, axioms.contains(Axiom.COHERENCE),
                        axioms.contains(Axiom.ATOMICITY));
                if (found.isEmpty()) {
                    return;
                }
                orders.add(found);
            }
        }
        product(new Model(candidate, axioms), orders, new ArrayList<>());
    }

    private void product(Model model, List<List<Orders.Order>> orders, List<Orders.Order> chosen) {
        if (chosen.size() == orders.size()) {
            pause();
            run(model, chosen);
            return;
        }
        for (Orders.Order order : orders.get(chosen.size())) {
            chosen.add(order);
            product(model, orders, chosen);
            chosen.removeLast();
        }
    }

    private void run(Model model, List<Orders.Order> orders) {
        Candidate candidate = model.candidate;
        String illegal = illegal(candidate.traces);
        Map<Place, Long> end = end(candidate, orders);
        if (illegal == null && !test.filter().holds(end)) {
            return;
        }
        Relation rf = candidate.empty();
        Relation co = candidate.empty();
        for (Orders.Order order : orders) {
            for (int read = 0; read < candidate.n; read++) {
                if (order.feeds()[read] >= 0) {
                    rf.add(order.feeds()[read], read);
                }
            }
            for (int i = 0; i < order.writes().length; i++) {
                for (int j = i + 1; j < order.writes().length; j++) {
                    co.add(order.writes()[i], order.writes()[j]);
                }
            }
        }
        Relations run = model.of(rf, co);
        if (!run.isConsistent(axioms)) {
            return;
        }
        if (illegal != null) {
            throw LitmusError.unsupported(illegal);
        }
        count(run, end);
    }

    private static String illegal(List<Trace> traces) {
        return traces.stream().map(Trace::illegal).filter(java.util.Objects::nonNull).findFirst().orElse(null);
    }

    private void count(Relations run, Map<Place, Long> end) {
        if (test.condition().holds(end)) {
            positive++;
        } else {
            negative++;
        }
        StringBuilder state = new StringBuilder();
        test.observed().forEach(place -> state.append(place).append('=').append(test.shown(end.get(place))).append("; "));
        states.merge(state.toString().strip(), 1, Integer::sum);
        run.rcu().flags(flags);
        if (!run.model.plain.isEmpty()) {
            new Races(run).flags(flags);
        }
    }

    private Map<Place, Long> end(Candidate candidate, List<Orders.Order> orders) {
        Map<Place, Long> end = new HashMap<>();
        for (int location = 0; location < test.locations().size(); location++) {
            end.put(new Place(-1, test.locations().get(location)), test.initial()[location]);
        }
        for (Orders.Order order : orders) {
            Event last = candidate.events[order.last()];
            end.put(new Place(-1, test.locations().get(last.location())), last.value());
        }
        end.putAll(locals(candidate.traces));
        return end;
    }

    /// What the locals that are asked about hold; one that was never set holds 0, as an SRCU index does.
    private Map<Place, Long> locals(List<Trace> traces) {
        Map<Place, Long> end = new HashMap<>();
        for (Place place : asked) {
            if (place.thread() >= 0) {
                long value = traces.get(place.thread()).locals().getOrDefault(place.name(), 0L);
                end.put(place, value >= LitmusTest.TOKEN ? 0 : value);
            }
        }
        return end;
    }

    private void pause() {
        if (Thread.currentThread().isInterrupted()) {
            throw LitmusError.unsupported("stopped");
        }
        if (System.nanoTime() - deadline > 0) {
            throw LitmusError.unsupported("limit: time");
        }
    }

    static Set<Axiom> allAxioms() {
        return EnumSet.allOf(Axiom.class);
    }
}
