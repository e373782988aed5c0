package faultline.lab.explorer;

import java.util.Arrays;

/// Writes decisions down: how many were as expected, then which was not, and so on. A digit has four bits, and a fifth
/// that says that more follow.
final class Token {
    private static final String DIGITS = "0123456789abcdefghijklmnopqrstuv";
    private static final int MORE = 16;

    private Token() {
    }

    static String of(int[] decisions) {
        StringBuilder token = new StringBuilder("x");
        int expected = 0;
        for (int decision : decisions) {
            if (decision == 0) {
                expected++;
            } else {
                append(token, expected);
                append(token, decision);
                expected = 0;
            }
        }
        return token.toString();
    }

    private static void append(StringBuilder token, int number) {
        int rest = number;
        while (rest >= MORE) {
            token.append(DIGITS.charAt(rest % MORE + MORE));
            rest /= MORE;
        }
        token.append(DIGITS.charAt(rest));
    }

    /// What [#of] wrote. An [IllegalArgumentException] says what is wrong with it.
    static int[] decisions(String token) {
        if (!token.startsWith("x")) {
            throw new IllegalArgumentException("'" + token + "' is no replay token: one begins with x");
        }
        int[] decisions = new int[16];
        int count = 0;
        int at = 1;
        boolean gap = true;
        while (at < token.length()) {
            int number = 0;
            int place = 1;
            int digit;
            do {
                digit = at < token.length() ? DIGITS.indexOf(token.charAt(at++)) : -1;
                if (digit < 0 || place > MORE * MORE * MORE) {
                    throw new IllegalArgumentException("'" + token + "' is no replay token: character " + at);
                }
                number += digit % MORE * place;
                place *= MORE;
            } while (digit >= MORE);
            if (count + number + 1 > decisions.length) {
                decisions = Arrays.copyOf(decisions, 2 * (count + number + 1));
            }
            if (gap) {
                count += number;
            } else {
                decisions[count++] = number;
            }
            gap = !gap;
        }
        return Arrays.copyOf(decisions, count);
    }
}
