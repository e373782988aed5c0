package faultline.lab.hardware;

import faultline.lab.World;

/// [HardwareTaskTest] holds in the torture world too.
class TortureTaskTest extends HardwareTaskTest {
    private static final long SEED = 0x5eedL;

    @Override World world() {
        return World.torture(3, SEED);
    }
}
