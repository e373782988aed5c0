package faultline.repl.command;

import java.util.List;

/// Every command, in the order of the help.
public final class Commands {
    public static final List<Class<? extends Command>> ALL = List.of(
            Help.class, ListStrategies.class, Use.class,
            PluginNew.class, PluginLoad.class, PluginReload.class, PluginList.class, PluginCheck.class, PluginDiff.class,
            PluginDrop.class,
            Maps.class, Mmap.class, Munmap.class, Mprotect.class, Fault.class,
            Probe.class, Hit.class, Trace.class, VmStat.class,
            Bench.class, Compare.class, Simulate.class, Calibrate.class, Kernel.class, Report.class,
            Explore.class, Replay.class, Step.class, Back.class, Why.class, Play.class, LitmusTests.class,
            ExerciseList.class, ExerciseNext.class, ExerciseStart.class, ExerciseLesson.class,
            ExercisePredict.class, ExerciseAnswer.class, ExerciseCheck.class, ExerciseWatch.class,
            ExerciseHint.class, ExerciseSolution.class, ExerciseExplain.class, ExerciseReset.class,
            ProgressShow.class, ProgressExport.class, ProgressImport.class,
            CourseNew.class, CourseUse.class, CourseCheck.class,
            GradePapers.class, Status.class, Doctor.class, Source.class, ShellCompletion.class, Quit.class);

    private Commands() {
    }
}
