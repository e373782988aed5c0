package faultline.lab.hardware;

import faultline.lab.World;

/// [HardwareRcuTest] holds in the torture world too.
class TortureRcuTest extends HardwareRcuTest {
    private static final long SEED = 0x5eedL;

    @Override World world() {
        return World.torture(3, SEED);
    }
}
