package faultline.repl;

import faultline.repl.text.Answer;
import faultline.repl.text.Row;

/// Which Faultline this is, and on which Java it runs.
final class Version {
    private Version() {
    }

    static Answer answer() {
        String own = Version.class.getModule().getDescriptor().rawVersion().orElse("unreleased");
        String java = Runtime.version().toString();
        return Answer.of("faultline " + own + " (java " + java + ")\n",
                Row.of("faultline", own).and("java", java));
    }
}
