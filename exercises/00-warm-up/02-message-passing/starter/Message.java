package message;

import faultline.kernel.memory.Line;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Word;

/// A message from one CPU to another: the data, and a flag that says that it is there.
///
/// ```
///     sender                 receiver
///
///     data = 1               flag?
///     flag = 1               data?
/// ```
public final class Message {
    private final Memory memory;
    private final Word data;
    private final Word flag;

    public Message(Memory memory, Line one, Line other) {
        this.memory = memory;
        this.data = one.word("data", 0);
        this.flag = other.word("flag", 0);
    }

    public void send() {
        data.writeOnce(1);
        flag.writeOnce(1);
    }

    /// The flag, then the data: `"11"` if the message is there.
    public String receive() {
        long there = flag.readOnce();
        long found = data.readOnce();
        return there + "" + found;
    }
}
