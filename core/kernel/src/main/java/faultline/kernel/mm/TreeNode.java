package faultline.kernel.mm;

import faultline.kernel.memory.KernelObject;

/// A node of a [RangeTree].
public final class TreeNode extends KernelObject {
    TreeNode(Kernel kernel, int number) {
        super(kernel.memory(), "node", number);
    }
}
