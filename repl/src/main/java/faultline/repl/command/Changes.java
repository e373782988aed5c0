package faultline.repl.command;

import faultline.lab.session.SessionAnswer;
import faultline.lab.session.SessionAnswer.Changed;
import faultline.lab.session.SessionAnswer.NoPlace;
import faultline.lab.session.SessionAnswer.Refused;
import faultline.repl.text.Answer;

/// How the calls that change a range answer: what became of it, then the mappings that stand there now.
final class Changes {
    private Changes() {
    }

    static Answer answer(String call, String done, String length, SessionAnswer answer) {
        return switch (answer) {
            case Changed changed -> Answer.of("0x%x, %s: %s\n".formatted(changed.address(),
                    Grammar.text(Grammar.size(length)), done) + Maps.text(changed.around()),
                    Maps.rows(changed.around()));
            case Refused refused -> Refusal.of(call, refused);
            case NoPlace no -> throw Refusal.of(no);
            default -> throw new IllegalStateException(call + " answered " + answer);
        };
    }
}
