package faultline.course.grade;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import faultline.course.grade.Grade.Ending;
import faultline.course.grade.Grade.Item;
import faultline.lab.Verdict;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/// What each format says of the same grades.
@DisplayNameGeneration(ReplaceUnderscores.class)
class FormatTest {
    private static final List<Item> HALF = List.of(item("reads", Verdict.PASS, ""), item("writes", Verdict.FAIL,
            "an entry <a> is left"), item("rests", Verdict.UNKNOWN, ""));
    private static final Grade ADA = new Grade("ada", "one-way-door", Ending.GRADED, 1.5, 3, true, 0, "", List.of(),
            HALF);
    private static final Grade BOB = new Grade("=bob", "one-way-door", Ending.NOT_GRADED, 0, 3, false, 0, "time limit",
            List.of(), List.of());
    private static final Grade EVE = new Grade("eve", "one-way-door", Ending.REFUSED, 0, 3, false, 0,
            "Eve.java:3: exit", List.of("Eve.java:3: exit"), List.of());
    private static final List<Grade> ALL = List.of(ADA, BOB, EVE);

    private static Item item(String id, Verdict verdict, String what) {
        return new Item(id, "it " + id, verdict, what, List.of(), 1.5, id.equals("writes"));
    }

    @Test
    void text() {
        assertEquals("""
                ada   one-way-door  1.5 of 3, late
                      writes        it writes
                                    an entry <a> is left
                      rests         it rests (open: it counts in neither figure)
                =bob  one-way-door  not graded: time limit
                eve   one-way-door  0 of 3, refused: Eve.java:3: exit
                """, Format.TEXT.write(ALL));
    }

    @Test
    void csv_has_no_score_where_there_is_none_and_no_formula() {
        assertEquals("""
                student,exercise,grading,score,out_of,late,simulated_mops,reason
                ada,one-way-door,graded,1.5,3,yes,,
                '=bob,one-way-door,not graded,,3,no,,time limit
                eve,one-way-door,refused,0,3,no,,Eve.java:3: exit
                """, Format.CSV.write(ALL));
    }

    @Test
    void tap() {
        assertEquals("""
                TAP version 14
                1..5
                ok 1 - ada one-way-door reads
                not ok 2 - ada one-way-door writes
                # an entry <a> is left
                ok 3 - ada one-way-door rests # SKIP open
                not ok 4 - =bob one-way-door grading
                # not graded: time limit
                not ok 5 - eve one-way-door grading
                # refused: Eve.java:3: exit
                """, Format.TAP.write(ALL));
    }

    @Test
    void junit() {
        assertEquals("""
                <?xml version="1.0" encoding="UTF-8"?>
                <testsuites>
                  <testsuite name="ada.one-way-door" tests="3" failures="1" errors="0" skipped="1">
                    <testcase classname="ada.one-way-door" name="reads">
                    </testcase>
                    <testcase classname="ada.one-way-door" name="writes">
                      <failure message="an entry &lt;a&gt; is left"></failure>
                    </testcase>
                    <testcase classname="ada.one-way-door" name="rests">
                      <skipped message="it rests"></skipped>
                    </testcase>
                  </testsuite>
                </testsuites>
                """, Format.JUNIT.write(List.of(ADA)));
    }

    @Test
    void gradescope_gets_no_score_where_the_clock_ended_it() {
        String ada = Format.GRADESCOPE.write(List.of(ADA));
        String bob = Format.GRADESCOPE.write(List.of(BOB));

        assertTrue(ada.contains("\"score\" : 1.5,") && ada.contains("\"visibility\" : \"after_due_date\""), ada);
        assertFalse(bob.contains("\"score\"") || bob.contains("\"tests\""), bob);
    }

    @Test
    void students_are_told_nothing_of_what_is_hidden() {
        String told = Format.TEXT.write(List.of(ADA.withoutHidden()));

        assertFalse(told.contains("writes") || told.contains("entry"), told);
        assertTrue(told.contains("hidden-1"), told);
    }
}
