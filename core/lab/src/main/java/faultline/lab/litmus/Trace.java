package faultline.lab.litmus;

import java.util.List;
import java.util.Map;

/// One way a thread can go, given what its reads answer.
///
/// @param locals  what each local that was set holds at the end
/// @param illegal what the thread did last that cannot be expressed here; null of a trace that ends well
record Trace(List<Event> events, Map<String, Long> locals, String illegal) {}
