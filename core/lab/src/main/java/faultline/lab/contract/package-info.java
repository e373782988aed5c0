/// What every strategy owes, and who looks whether it is kept.
///
/// [Examination] asks one question after the other, each of them a [Finding]: what was found, and within
/// which bound.
package faultline.lab.contract;
