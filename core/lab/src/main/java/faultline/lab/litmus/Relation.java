package faultline.lab.litmus;

/// A relation over the events of a candidate, as bits. Its operations give new relations and leave these
/// alone.
final class Relation {
    private final int n;
    private final int words;
    private final long[] bits;

    Relation(int n) {
        this(n, new long[n * ((n + 63) >> 6)]);
    }

    private Relation(int n, long[] bits) {
        this.n = n;
        words = (n + 63) >> 6;
        this.bits = bits;
    }

    static Relation identity(Events on) {
        Relation id = new Relation(on.size());
        on.forEach(i -> id.add(i, i));
        return id;
    }

    static Relation product(Events from, Events to) {
        Relation all = new Relation(from.size());
        from.forEach(i -> System.arraycopy(to.bits(), 0, all.bits, i * all.words, all.words));
        return all;
    }

    void add(int from, int to) {
        bits[from * words + (to >> 6)] |= 1L << to;
    }

    boolean has(int from, int to) {
        return (bits[from * words + (to >> 6)] & 1L << to) != 0;
    }

    Relation or(Relation other) {
        long[] result = bits.clone();
        for (int i = 0; i < result.length; i++) {
            result[i] |= other.bits[i];
        }
        return new Relation(n, result);
    }

    Relation and(Relation other) {
        long[] result = bits.clone();
        for (int i = 0; i < result.length; i++) {
            result[i] &= other.bits[i];
        }
        return new Relation(n, result);
    }

    Relation minus(Relation other) {
        long[] result = bits.clone();
        for (int i = 0; i < result.length; i++) {
            result[i] &= ~other.bits[i];
        }
        return new Relation(n, result);
    }

    /// This, then that: herd's `;`.
    Relation then(Relation next) {
        long[] result = new long[bits.length];
        for (int i = 0; i < n; i++) {
            for (int word = 0; word < words; word++) {
                for (long left = bits[i * words + word]; left != 0; left &= left - 1) {
                    int middle = (word << 6) + Long.numberOfTrailingZeros(left);
                    for (int k = 0; k < words; k++) {
                        result[i * words + k] |= next.bits[middle * words + k];
                    }
                }
            }
        }
        return new Relation(n, result);
    }

    /// `[from] ; this`
    Relation from(Events from) {
        long[] result = new long[bits.length];
        from.forEach(i -> System.arraycopy(bits, i * words, result, i * words, words));
        return new Relation(n, result);
    }

    /// `this ; [to]`
    Relation to(Events to) {
        long[] result = bits.clone();
        long[] mask = to.bits();
        for (int i = 0; i < result.length; i++) {
            result[i] &= mask[i % words];
        }
        return new Relation(n, result);
    }

    /// `[on] ; this ; [on]`
    Relation on(Events on) {
        return from(on).to(on);
    }

    Relation inverse() {
        Relation result = new Relation(n);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                if (has(i, j)) {
                    result.add(j, i);
                }
            }
        }
        return result;
    }

    /// `this?`
    Relation optional() {
        Relation result = new Relation(n, bits.clone());
        for (int i = 0; i < n; i++) {
            result.add(i, i);
        }
        return result;
    }

    /// `this+`
    Relation plus() {
        long[] result = bits.clone();
        for (int middle = 0; middle < n; middle++) {
            for (int i = 0; i < n; i++) {
                if ((result[i * words + (middle >> 6)] & 1L << middle) != 0) {
                    for (int k = 0; k < words; k++) {
                        result[i * words + k] |= result[middle * words + k];
                    }
                }
            }
        }
        return new Relation(n, result);
    }

    /// `this*`
    Relation star() {
        return plus().optional();
    }

    boolean isEmpty() {
        for (long word : bits) {
            if (word != 0) {
                return false;
            }
        }
        return true;
    }

    boolean isIrreflexive() {
        for (int i = 0; i < n; i++) {
            if (has(i, i)) {
                return false;
            }
        }
        return true;
    }

    boolean isAcyclic() {
        return plus().isIrreflexive();
    }

    boolean sameAs(Relation other) {
        return java.util.Arrays.equals(bits, other.bits);
    }
}
