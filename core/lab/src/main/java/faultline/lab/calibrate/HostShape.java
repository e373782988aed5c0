package faultline.lab.calibrate;

import faultline.lab.hardware.Processors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// How the processors lie that this process may use, as Linux tells. Where it does not, they are cores of one
/// socket.
///
/// @param model      as the vendor calls it
/// @param places     where each processor lies
/// @param middleKib  the size of a core's last own cache
/// @param lastKib    the size of the last-level cache
public record HostShape(String model, List<Place> places, int middleKib, int lastKib) {
    private static final int MIDDLE_KIB = 1024;
    private static final int LAST_KIB = 8192;

    /// @param socket  its package
    /// @param core    its core, counted over all sockets
    /// @param cluster whom it shares a last-level cache with
    public record Place(int socket, int core, int cluster) {
    }

    /// Of this host.
    static HostShape here() {
        List<Integer> numbers = Processors.allowed().numbers();
        if (numbers.isEmpty()) {
            numbers = IntStream.range(0, Runtime.getRuntime().availableProcessors()).boxed().toList();
        }
        return of(Path.of("/sys/devices/system/cpu"), Path.of("/proc/cpuinfo"), numbers);
    }

    static HostShape of(Path cpus, Path info, List<Integer> numbers) {
        Map<String, Integer> cores = new TreeMap<>();
        Map<String, Integer> clusters = new TreeMap<>();
        List<Place> places = new ArrayList<>();
        for (int number : numbers) {
            Path cpu = cpus.resolve("cpu" + number);
            String socket = said(cpu.resolve("topology/physical_package_id"), "0");
            String core = said(cpu.resolve("topology/core_id"), Integer.toString(number));
            String cluster = said(cpu.resolve("cache/index3/shared_cpu_list"), "socket " + socket);
            int ordinal = cores.computeIfAbsent(socket + " " + core, _ -> cores.size());
            int shares = clusters.computeIfAbsent(cluster, _ -> clusters.size());
            places.add(new Place(Integer.parseInt(socket), ordinal, shares));
        }
        Path caches = cpus.resolve("cpu" + numbers.getFirst()).resolve("cache");
        return new HostShape(model(info), List.copyOf(places),
                kib(said(caches.resolve("index2/size"), ""), MIDDLE_KIB),
                kib(said(caches.resolve("index3/size"), ""), LAST_KIB));
    }

    public int sockets() {
        return count(Place::socket);
    }

    /// Of a socket, on the average.
    public int cores() {
        return count(Place::core) / sockets();
    }

    /// Of a core, rounded up: the machine's cores are alike.
    public int threads() {
        int cores = sockets() * cores();
        return (places.size() + cores - 1) / cores;
    }

    /// Cores that share a last-level cache.
    public int cluster() {
        return Math.max(1, Math.min(cores(), count(Place::core) / count(Place::cluster)));
    }

    /// Two processors at this distance, as a profile calls it: `sibling`, `cluster`, `socket`, `cross`; empty
    /// if there are none.
    List<Integer> pair(String distance) {
        for (int other = 1; other < places.size(); other++) {
            if (distance(places.getFirst(), places.get(other)).equals(distance)) {
                return List.of(0, other);
            }
        }
        return List.of();
    }

    private static String distance(Place one, Place other) {
        if (one.core == other.core) {
            return "sibling";
        }
        if (one.socket != other.socket) {
            return "cross";
        }
        return one.cluster == other.cluster ? "cluster" : "socket";
    }

    private int count(ToIntFunction<Place> what) {
        return (int) places.stream().mapToInt(what).distinct().count();
    }

    private static String model(Path info) {
        try (Stream<String> lines = Files.lines(info)) {
            return lines.filter(line -> line.startsWith("model name")).findFirst()
                    .map(line -> line.replaceFirst(".*:", "").strip()).orElse("unknown processor");
        } catch (IOException unknown) {
            return "unknown processor";
        }
    }

    private static int kib(String size, int otherwise) {
        return size.matches("\\d+K") ? Integer.parseInt(size.substring(0, size.length() - 1)) : otherwise;
    }

    private static String said(Path file, String otherwise) {
        try {
            return Files.readAllLines(file).stream().collect(Collectors.joining(" ")).strip();
        } catch (IOException | UncheckedIOException unknown) {
            return otherwise;
        }
    }
}
