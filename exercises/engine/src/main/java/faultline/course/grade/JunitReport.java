package faultline.course.grade;

import java.io.StringWriter;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import faultline.course.grade.Grade.Ending;
import faultline.course.grade.Grade.Item;
import faultline.lab.Verdict;

/// A suite for each paper, a case for each property. What is open is skipped; why grading ended is an error.
final class JunitReport {
    private JunitReport() {
    }

    static String of(List<Grade> grades) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            start(xml, "testsuites", 0);
            for (Grade grade : grades) {
                suite(xml, grade);
            }
            end(xml, 0);
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException impossible) {
            throw new IllegalStateException(impossible);
        }
        return text.append('\n').toString();
    }

    private static void suite(XMLStreamWriter xml, Grade grade) throws XMLStreamException {
        boolean ended = grade.ending() != Ending.GRADED;
        start(xml, "testsuite", 1);
        xml.writeAttribute("name", clean(grade.student() + "." + grade.exercise()));
        xml.writeAttribute("tests", String.valueOf(grade.items().size() + (ended ? 1 : 0)));
        xml.writeAttribute("failures", String.valueOf(count(grade, Verdict.FAIL)));
        xml.writeAttribute("errors", ended ? "1" : "0");
        xml.writeAttribute("skipped", String.valueOf(count(grade, Verdict.UNKNOWN)));
        for (Item item : grade.items()) {
            testcase(xml, grade, item);
        }
        if (ended) {
            start(xml, "testcase", 2);
            xml.writeAttribute("classname", clean(grade.student() + "." + grade.exercise()));
            xml.writeAttribute("name", "grading");
            start(xml, "error", 3);
            xml.writeAttribute("message", clean(grade.ending().words() + ": " + grade.reason()));
            xml.writeCharacters(clean(String.join("\n", grade.told())));
            xml.writeEndElement();
            end(xml, 2);
        }
        end(xml, 1);
    }

    private static void testcase(XMLStreamWriter xml, Grade grade, Item item) throws XMLStreamException {
        start(xml, "testcase", 2);
        xml.writeAttribute("classname", clean(grade.student() + "." + grade.exercise()));
        xml.writeAttribute("name", clean(item.id()));
        if (item.verdict() != Verdict.PASS) {
            start(xml, item.verdict() == Verdict.FAIL ? "failure" : "skipped", 3);
            xml.writeAttribute("message", clean(item.what().isEmpty() ? item.says() : item.what()));
            xml.writeCharacters(clean(String.join("\n", item.run())));
            xml.writeEndElement();
        }
        end(xml, 2);
    }

    private static long count(Grade grade, Verdict verdict) {
        return grade.items().stream().filter(item -> item.verdict() == verdict).count();
    }

    private static void start(XMLStreamWriter xml, String name, int depth) throws XMLStreamException {
        xml.writeCharacters("\n" + "  ".repeat(depth));
        xml.writeStartElement(name);
    }

    private static void end(XMLStreamWriter xml, int depth) throws XMLStreamException {
        xml.writeCharacters("\n" + "  ".repeat(depth));
        xml.writeEndElement();
    }

    /// Without what XML cannot say.
    private static String clean(String text) {
        return text.replaceAll("[^\\u0009\\u000a\\u000d\\u0020-\\ud7ff\\ue000-\\ufffd]", "?");
    }
}
