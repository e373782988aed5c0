package faultline.host.session;

import java.util.List;
import faultline.host.plugin.Plugin;
import faultline.lab.session.SessionRequest;

/// What a [TraceJob] is to do.
///
/// @param strategy which one locks the VMAs
/// @param before   what built the address space
/// @param question what is traced
public record TraceQuestion(Plugin.Origin strategy, List<SessionRequest> before, SessionRequest question) {
}
