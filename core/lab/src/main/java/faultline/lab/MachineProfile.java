package faultline.lab;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A machine to simulate: its shape, and what everything costs on it.
///
/// A profile is a text of sections, `name = value`, and behind each price where it comes from: a published
/// latency, a measurement, the one-CPU end of a published curve. (The format is the part of TOML that this
/// needs.)
public final class MachineProfile {
    /// Those that come with the product.
    public static final List<String> NAMES =
            List.of("xeon-6138-2s", "icelake-8336c-2s", "xeon-56", "epyc-zen5-2s", "laptop-8");

    private final String name;
    private final String text;
    private final Map<String, Map<String, String>> sections = new HashMap<>();

    private MachineProfile(String name, String text) {
        this.name = name;
        this.text = text;
        Map<String, String> section = new HashMap<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            String said = line.replaceFirst("#.*", "").strip();
            if (said.startsWith("[") && said.endsWith("]")) {
                String title = said.substring(1, said.length() - 1);
                section = sections.computeIfAbsent(title, _ -> new HashMap<>());
            } else if (!said.isEmpty()) {
                int equals = said.indexOf('=');
                if (equals < 0) {
                    throw new IllegalArgumentException("profile " + name + ", line " + number
                            + " is neither a [section] nor name = value: " + said);
                }
                section.put(unquoted(said.substring(0, equals)), unquoted(said.substring(equals + 1)));
            }
        }
    }

    /// One of [#NAMES].
    ///
    /// @throws IllegalArgumentException if there is none of this name
    public static MachineProfile named(String name) {
        return of(name, text(name));
    }

    /// A profile that somebody else wrote.
    ///
    /// @throws IllegalArgumentException if it is none
    public static MachineProfile of(String name, String text) {
        return new MachineProfile(name, text);
    }

    /// What the file of one of [#NAMES] says, with the sources.
    public static String text(String name) {
        if (!NAMES.contains(name)) {
            throw new IllegalArgumentException("no machine is called '" + name + "'; there are "
                    + String.join(", ", NAMES));
        }
        try (InputStream file = MachineProfile.class.getResourceAsStream("machine/" + name + ".toml")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String unquoted(String said) {
        return said.strip().replaceAll("^\"|\"$", "");
    }

    public String name() {
        return name;
    }

    /// What its file says, with the sources.
    public String text() {
        return text;
    }

    /// Whether it says all that a machine needs.
    ///
    /// @throws IllegalArgumentException if it does not
    public void check() {
        summary();
        clock(1);
        cluster();
        if (cpus() < 1) {
            throw new IllegalArgumentException("profile " + name + " has no CPU");
        }
        named(NAMES.getFirst()).sections.get("prices").keySet().forEach(this::price);
    }

    /// One line for people.
    public String summary() {
        return said("machine", "summary");
    }

    public int sockets() {
        return (int) number("machine", "sockets");
    }

    /// Cores of a socket.
    public int cores() {
        return (int) number("machine", "cores");
    }

    /// Cores that share a last-level cache.
    public int cluster() {
        return (int) number("machine", "cluster");
    }

    /// Hardware threads of a core.
    public int threads() {
        return (int) number("machine", "threads");
    }

    /// How many CPUs the operating system sees.
    public int cpus() {
        return sockets() * cores() * threads();
    }

    /// The price called `price`, in nanoseconds unless the file says otherwise.
    public double price(String price) {
        return number("prices", price);
    }

    /// The clock in GHz while `cores` cores of a socket are awake.
    public double clock(int cores) {
        double clock = 0;
        for (String step : said("machine", "clock").split(" ")) {
            String[] parts = step.split(":");
            clock = Double.parseDouble(parts[1]);
            if (cores <= Integer.parseInt(parts[0])) {
                break;
            }
        }
        return clock;
    }

    /// A table of numbers by name, for one workload: the section `TABLE.WORKLOAD` over the section `TABLE`.
    public Map<String, Double> table(String table, String workload) {
        Map<String, Double> numbers = new HashMap<>();
        for (String section : List.of(table, table + "." + workload)) {
            for (String name : sections.getOrDefault(section, Map.of()).keySet()) {
                numbers.put(name, number(section, name));
            }
        }
        return numbers;
    }

    private double number(String section, String key) {
        try {
            return Double.parseDouble(said(section, key));
        } catch (NumberFormatException e) {
            String where = "profile " + name + ": [" + section + "] ";
            throw new IllegalArgumentException(where + key + " is no number", e);
        }
    }

    private String said(String section, String key) {
        String said = sections.getOrDefault(section, Map.of()).get(key);
        if (said == null) {
            throw new IllegalArgumentException("profile " + name + " does not say [" + section + "] " + key);
        }
        return said;
    }
}
