package faultline.kernel.uprobe;

import faultline.kernel.memory.KernelObject;
import faultline.kernel.memory.Line;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Ref;
import faultline.kernel.memory.Word;

/// One session that waits for a function to return: which consumer, and its cookie (`struct
/// return_consumer`). Only the task that is in the function looks at it.
final class ReturnConsumer extends KernelObject {
    private final Word id;
    private final Word cookie;
    private final Ref<ReturnConsumer> next;

    ReturnConsumer(Memory memory, int number) {
        super(memory, "return_consumer", number);
        Line line = memory.line(this);
        this.id = line.word("id", 0);
        this.cookie = line.word("cookie", 0);
        this.next = line.ref("next");
    }

    void init(long consumerId, long left, ReturnConsumer rest) {
        id.writeOnce(consumerId);
        cookie.writeOnce(left);
        next.writeOnce(rest);
    }

    long id() {
        return id.readOnce();
    }

    long cookie() {
        return cookie.readOnce();
    }

    ReturnConsumer next() {
        return next.readOnce();
    }
}
