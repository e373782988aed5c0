package faultline.lab.workload;

/// Who takes part in a workload.
///
/// @param threads how many do what the workload is named after
/// @param writers how many others change mappings meanwhile
/// @param layout  what the threads share
/// @param pages   how many pages each has for itself
/// @param seed    what they choose, where they choose
public record Cast(int threads, int writers, Layout layout, int pages, long seed) {
    public Cast {
        if (threads < 1 || writers < 0 || pages < 2) {
            throw new IllegalArgumentException(threads + " threads, " + writers + " writers, " + pages
                    + " pages: need at least 1, 0 and 2");
        }
    }

    /// All who need a task.
    public int tasks() {
        return threads + writers;
    }
}
