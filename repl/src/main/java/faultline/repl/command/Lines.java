package faultline.repl.command;

import java.io.BufferedReader;
import java.io.IOException;
import faultline.host.Exit;

/// Runs commands, one a line.
@FunctionalInterface
public interface Lines {

    /// Up to the first that does not end well, or all of them. Ends as the first did that ended badly.
    Exit run(BufferedReader lines, boolean keepGoing) throws IOException;
}
