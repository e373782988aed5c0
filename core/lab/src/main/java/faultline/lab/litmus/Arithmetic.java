package faultline.lab.litmus;

/// C's arithmetic on numbers, and the little of it that has a meaning on addresses.
final class Arithmetic {
    private Arithmetic() {
    }

    static long unary(String sign, long of) {
        return switch (sign) {
            case "!" -> of == 0 ? 1 : 0;
            case "~" -> ~of;
            case "-" -> -of;
            default -> throw LitmusError.unsupported("the sign " + sign);
        };
    }

    /// null when it has no meaning here.
    static Long binary(String sign, long left, long right) {
        switch (sign) {
            case "==":
                return truth(left == right);
            case "!=":
                return truth(left != right);
            case "&&":
                return truth(left != 0 && right != 0);
            case "||":
                return truth(left != 0 || right != 0);
            default:
                return LitmusTest.isNumber(left) && LitmusTest.isNumber(right) ? numbers(sign, left, right)
                        : address(sign, left, right);
        }
    }

    private static long truth(boolean holds) {
        return holds ? 1 : 0;
    }

    private static Long address(String sign, long left, long right) {
        boolean token = left >= LitmusTest.TOKEN || right >= LitmusTest.TOKEN;
        return switch (sign) {
            case "+", "|" -> token ? null : left == 0 ? (Long) right : right == 0 ? (Long) left : null;
            case "-" -> right == 0 ? (Long) left : left == right ? (Long) 0L : null;
            case "^" -> left == right ? (Long) 0L : null;
            case "*", "&" -> left == 0 || right == 0 ? (Long) 0L : null;
            default -> null;
        };
    }

    private static Long numbers(String sign, long left, long right) {
        return switch (sign) {
            case "+" -> left + right;
            case "-" -> left - right;
            case "*" -> left * right;
            case "&" -> left & right;
            case "|" -> left | right;
            case "^" -> left ^ right;
            case "&~" -> left & ~right;
            case "<" -> truth(left < right);
            case ">" -> truth(left > right);
            case "<=" -> truth(left <= right);
            case ">=" -> truth(left >= right);
            case "<<" -> right >= 0 && right < 32 ? (Long) (left << right) : null;
            case ">>" -> right >= 0 && right < 32 ? (Long) (left >> right) : null;
            default -> null;
        };
    }
}
