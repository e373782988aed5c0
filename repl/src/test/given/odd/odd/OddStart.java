package odd;

/// Cannot be made.
public final class OddStart extends Odd {
    public OddStart() {
        throw new IllegalStateException("not today");
    }

    @Override public String name() {
        return "odd-start";
    }
}
