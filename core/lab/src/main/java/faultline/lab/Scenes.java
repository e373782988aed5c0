package faultline.lab;

import java.util.List;

/// Scenarios that come with what they judge: an exercise provides them as a service, over the code of a student.
public interface Scenes {

    /// All of them, made anew.
    List<Scenario> scenarios();
}
