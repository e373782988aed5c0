/// The course: exercises, what they ask, how an answer is judged, and what a student has done so far.
module faultline.course {
    requires transitive faultline.host;
    requires de.siegmar.fastcsv;
    requires java.xml;
    requires org.commonmark;
    requires org.commonmark.ext.gfm.tables;
    requires tools.jackson.databind;
    requires tools.jackson.dataformat.toml;

    exports faultline.course;
    exports faultline.course.grade;
    exports faultline.course.judge;
    exports faultline.course.student;
    exports faultline.course.text;

    opens faultline.course to tools.jackson.databind;
    opens faultline.course.grade to tools.jackson.databind;
    opens faultline.course.student to tools.jackson.databind;
}
