/// The course: exercises, what they ask, and how an answer is judged.
module faultline.course {
    requires transitive faultline.host;
    requires org.commonmark;
    requires org.commonmark.ext.gfm.tables;
    requires tools.jackson.databind;
    requires tools.jackson.dataformat.toml;

    exports faultline.course;
    exports faultline.course.judge;

    opens faultline.course to tools.jackson.databind;
}
