package faultline.host.worker;

/// One piece of work that is done in a worker. The parent names the class, [Worker#run] makes the request and
/// the worker makes the job: a class whose constructor takes nothing, or a record of nothing. Outside this
/// module it is public, in a package that is exported to `faultline.host`.
///
/// `Q` is what it is asked and `R` what it answers, none, one or many times; both are of the types that
/// [Wire] carries.
///
/// Whatever the job prints goes to the worker's output and is kept up to a limit; it is not an answer.
@FunctionalInterface
public interface Job<Q, R> {

    /// Does the work. An exception ends it as [Outcome.Failed]; a [faultline.host.Trouble] arrives as itself.
    void run(Q request, JobContext<R> context) throws Exception;
}
