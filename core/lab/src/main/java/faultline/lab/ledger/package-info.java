/// A memory that keeps accounts: which cells were laid out, and each access as an entry. One thread, one step
/// after the other; nothing is ordered, because nothing happens at the same time.
package faultline.lab.ledger;
