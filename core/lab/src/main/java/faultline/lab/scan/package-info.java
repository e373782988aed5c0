/// What a world can see of a strategy, read from its class files before it runs.
///
/// A world sees cells and nothing else. [Scan] reads every class of a strategy and names each place where it
/// does something that no world can see, roll back or bill: then an exploration answers UNKNOWN. What may be
/// named at all stands in [AllowList], a text file; what is not on it is refused. Grading holds submissions
/// against the same list.
package faultline.lab.scan;
