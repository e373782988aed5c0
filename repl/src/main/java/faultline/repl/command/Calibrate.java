package faultline.repl.command;

import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import faultline.lab.calibrate.HostPrice;
import faultline.lab.calibrate.HostProfile;
import faultline.repl.text.Answer;
import faultline.repl.text.Row;
import faultline.repl.text.Table;
import faultline.repl.text.Wrapped;
import faultline.repl.work.Calibrations;
import faultline.repl.work.MachineProfiles;
import picocli.CommandLine;
import picocli.CommandLine.Option;

@CommandLine.Command(name = "calibrate", description = {"Measures what memory costs on this host.",
        "Then --profile host simulates it. Takes some seconds, best on a quiet machine."},
        footer = {"calibrate", "simulate vma-read --profile host"})
final class Calibrate implements Command {
    private static final String MARK = "~";

    private final Calibrations calibrations;
    private final MachineProfiles profiles;

    @Option(names = "--quick", description = "A rough idea, in a few seconds.")
    private boolean quick;

    @Inject Calibrate(Calibrations calibrations, MachineProfiles profiles) {
        this.calibrations = calibrations;
        this.profiles = profiles;
    }

    @Override public Answer run() {
        HostProfile found = calibrations.run(quick);
        Path file = profiles.keep(found);
        return Answer.of(found.profile().summary() + "\n\n" + table(found) + hows(found)
                + disturbed(found) + "\nwritten to " + file + "\nnext: simulate vma-read --profile "
                + HostProfile.NAME + "\n", found.prices().stream().map(price -> row(price, file)).toList());
    }

    private static Row row(HostPrice price, Path file) {
        boolean known = price.origin() != HostPrice.Origin.ASSUMED;
        return Row.of("name", price.name()).and("value", price.value())
                .and("ci95", known ? List.of(price.low(), price.high()) : null)
                .and("unit", unit(price)).and("origin", price.origin().name().toLowerCase(Locale.ROOT))
                .and("how", price.how()).and("windows_kept", price.windows())
                .and("disturbed", price.disturbed()).and("file", file.toString());
    }

    private static String table(HostProfile found) {
        Table table = new Table().words("price").numbers("value").words("").numbers("95 % interval").words("")
                .words("from");
        for (HostPrice price : found.prices()) {
            boolean known = price.origin() != HostPrice.Origin.ASSUMED;
            table.row(price.name(), number(price.value()), unit(price),
                    known ? number(price.low()) + "-" + number(price.high()) : "-",
                    price.disturbed() ? MARK : "", price.origin().name().toLowerCase(Locale.ROOT));
        }
        return table.toString();
    }

    private static String hows(HostProfile found) {
        StringBuilder text = new StringBuilder("\n");
        for (HostPrice price : found.prices()) {
            text.append(Wrapped.text("", "  ", price.name() + ": " + price.how()));
        }
        return text.toString();
    }

    private static String disturbed(HostProfile found) {
        return found.prices().stream().noneMatch(HostPrice::disturbed) ? ""
                : MARK + " others used the processors in too many windows: measure again when it is quiet\n";
    }

    private static String unit(HostPrice price) {
        return switch (price.name()) {
            case "clock, one core", "clock, all cores" -> "GHz";
            case "smt_share" -> "of a core";
            case "jitter" -> "of work";
            case "store_buffer" -> "stores";
            case "awake_besides" -> "cores";
            default -> "ns";
        };
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : "%.0f", value);
    }
}
