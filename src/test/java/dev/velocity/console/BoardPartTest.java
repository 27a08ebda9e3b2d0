package dev.velocity.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BoardPartTest {
    @ParameterizedTest
    @CsvSource({"'',0,1", "1,50,1", "2,50,1", "2,51,2", "20,1000,20", "21,1000,20", "9999999,120,3"})
    void whatIsAskedForIsTheNearestPartThereIs(String asked, int total, int number) {
        assertThat(BoardPart.number(asked, total)).isEqualTo(number);
    }

    @ParameterizedTest
    @CsvSource({"0", "-1", "1x", "00", "99999999999999999999", "' 2'"})
    void whatIsNoNumberIsTheFirst(String asked) {
        assertThat(BoardPart.number(asked, 1_000)).isEqualTo(1);
    }

    @Test
    void everyAlertStandsInOnePart() {
        int total = 2 * BoardPart.MOST + 7;
        var last = new BoardPart(rows(7), 3, total, "/board", false);
        assertThat(last.before()).isEqualTo(2 * BoardPart.MOST);
        assertThat(last.after()).isZero();
        var first = new BoardPart(rows(BoardPart.MOST), 1, total, "/board", false);
        assertThat(first.before()).isZero();
        assertThat(first.after()).isEqualTo(BoardPart.MOST + 7);
    }

    @Test
    void anAddressSaysTheFilterAndThePart() {
        assertThat(part("/board").address(1)).isEqualTo("/board");
        assertThat(part("/board").address(2)).isEqualTo("/board?part=2");
        assertThat(part("/board?zone=hall").address(3)).isEqualTo("/board?zone=hall&part=3");
    }

    private static BoardPart part(String whole) {
        return new BoardPart(List.of(), 1, 0, whole, false);
    }

    private static List<AlertView> rows(int number) {
        return Collections.nCopies(number, AlertView.BLANK);
    }
}
