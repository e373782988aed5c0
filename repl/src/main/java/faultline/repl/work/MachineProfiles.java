package faultline.repl.work;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import faultline.host.Exit;
import faultline.host.Trouble;
import faultline.host.WholeFile;
import faultline.lab.MachineProfile;
import faultline.lab.calibrate.HostProfile;
import faultline.repl.text.Choice;

/// The machines that can be simulated: those that come with the product, and this host, once it was
/// calibrated.
public final class MachineProfiles {
    private final Path host;

    /// The profile of this host is that file.
    public MachineProfiles(Path host) {
        this.host = host;
    }

    /// Their names, with what they are; `host` even before it was calibrated.
    public List<Choice> all() {
        Choice here = new Choice(HostProfile.NAME, Files.exists(host) ? named(HostProfile.NAME).summary()
                : "this host, once `calibrate` has measured it");
        return Stream.concat(MachineProfile.NAMES.stream()
                .map(name -> new Choice(name, MachineProfile.named(name).summary())),
                Stream.of(here)).toList();
    }

    /// The machine of that name, one of [#all].
    public MachineProfile named(String name) {
        if (!name.equals(HostProfile.NAME)) {
            return MachineProfile.named(name);
        }
        try {
            MachineProfile profile = MachineProfile.of(name, Files.readString(host));
            profile.check();
            return profile;
        } catch (IOException notThere) {
            throw new Trouble(Exit.USAGE, "this host was not calibrated yet").where(host.toString())
                    .next("calibrate");
        } catch (IllegalArgumentException broken) {
            throw new Trouble(Exit.USAGE, "the profile of this host cannot be used").why(broken.getMessage())
                    .where(host.toString()).next("calibrate");
        }
    }

    /// Writes the profile of this host: all of it, or what was there stays. Returns where it lies.
    public Path keep(HostProfile found) {
        try {
            WholeFile.write(host, found.text());
            return host;
        } catch (IOException e) {
            throw new Trouble(Exit.FAILED, "the profile of this host cannot be written")
                    .why(e).where(host.toString());
        }
    }
}
