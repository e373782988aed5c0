package faultline.lab.bench;

/// Student's distribution.
final class Student {
    private Student() {
    }

    /// How many standard errors to each side hold `confidence` of the distribution with this many degrees of
    /// freedom; at most a hundred.
    static double quantile(double confidence, int degrees) {
        double low = 0;
        double high = 100;
        while (high - low > 1e-6) {
            double middle = (low + high) / 2;
            if (within(middle, degrees) < confidence) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    /// The share that lies within `t` standard errors (Abramowitz and Stegun 26.7.3 and 26.7.4).
    static double within(double t, int degrees) {
        double angle = Math.atan(t / Math.sqrt(degrees));
        double cosine = Math.cos(angle);
        boolean odd = degrees % 2 == 1;
        double term = odd ? cosine : 1;
        double sum = degrees == 1 ? 0 : term;
        for (int k = odd ? 3 : 2; k <= degrees - 2; k += 2) {
            term *= cosine * cosine * (k - 1) / k;
            sum += term;
        }
        sum *= Math.sin(angle);
        return odd ? 2 / Math.PI * (angle + sum) : sum;
    }
}
