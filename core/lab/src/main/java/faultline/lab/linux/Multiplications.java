package faultline.lab.linux;

import faultline.kernel.memory.Task;
import faultline.lab.workload.Part;

/// The control: multiplications, each of which needs the one before, and nothing that another thread could be
/// waited for. If two threads of these are not twice as fast as one, the machine had no two processors to
/// give, and no other row with two threads can be believed.
final class Multiplications implements Part {
    private static final int EACH_STEP = 300;   // takes about as long as a fault
    private static final int PRODUCT = 16;       // alone on its line
    private static final long ODD = 0x5851_f42d_4c95_7f2dL;

    private final long[] state = new long[2 * PRODUCT];

    @Override public int length() {
        return Integer.MAX_VALUE;
    }

    @Override public void step(Task nobody, int index) {
        long product = state[PRODUCT] | 1;
        for (int i = 0; i < EACH_STEP; i++) {
            product = (product ^ product >>> Integer.SIZE) * ODD;   // so that no two make one
        }
        state[PRODUCT] = product;
    }
}
