package faultline.lab.litmus;

/// What the model demands of a run. All of them hold; a test leaves one out to see that it is needed.
enum Axiom { COHERENCE, ATOMICITY, HAPPENS_BEFORE, PROPAGATION, RCU, PLAIN_COHERENCE }
