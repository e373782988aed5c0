/// The explorer: the same kernel in every order of steps that memory allows.
///
/// | class              | knows                                                                       |
/// |--------------------|-----------------------------------------------------------------------------|
/// | [Execution]        | the memory model: what accesses and barriers do                             |
/// | [Candidates]       | what a load may find, where a store may land                                |
/// | [Turns]            | whose step it is, and which steps could change places                       |
/// | [Rcu], [Deferred]  | what the world promises about grace periods                                 |
/// | [Properties]       | what must hold in every execution, and where that is looked for             |
/// | [Laws], [Code]     | the kernel's locks in one step each, for all that is larger; or in code        |
/// | [Exhaustive]       | which decisions are still to be tried; [RandomDecisions], [Scripted] differ |
/// | [Stage], [Search]  | a scenario, set once and played many times                                  |
/// | [Trace], [Report]  | how to tell of it                                                           |
///
/// Tasks are coroutines on one thread. All cells begin each execution as setting up left them, because the first
/// access forgets the execution before; so nothing is copied, and nothing grows.
///
/// What it does not see: load buffering (see [Execution]); whatever lies behind 20 000 steps of one execution, or
/// behind a loop that goes round on the same old value more than twice, and then it says so.
package faultline.lab.explorer;
