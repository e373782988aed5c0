package faultline.repl.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/// The name that somebody who typed another one probably meant.
public final class Nearest {
    private Nearest() {
    }

    /// The nearest of `names`; nothing when none is near. A prefix is nearer than any slip.
    public static Optional<String> to(String typed, Collection<String> names) {
        return names.stream()
                .filter(name -> distance(typed, name) <= slips(typed) || isPrefix(typed, name))
                .min(Comparator.comparing((String name) -> !isPrefix(typed, name))
                        .thenComparing(name -> distance(typed, name)).thenComparing(name -> name));
    }

    private static int slips(String typed) {
        return typed.length() <= 1 ? 0 : typed.length() <= 4 ? 1 : Math.max(2, typed.length() / 3);
    }

    private static boolean isPrefix(String typed, String name) {
        return typed.length() > 1 && name.startsWith(typed);
    }

    /// Insertions, deletions, changes, and neighbours that changed places; dashes and underscores are alike.
    static int distance(String typed, String name) {
        String a = typed.replace('_', '-');
        String b = name.replace('_', '-');
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                d[i][j] = Math.min(d[i - 1][j - 1] + change, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2)
                        && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
