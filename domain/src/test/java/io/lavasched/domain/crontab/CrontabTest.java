// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.crontab;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.entry.EnvVar;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.problem.Parsed;
import io.lavasched.testkit.Found;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CrontabTest {

  private static final String START = "#### Lava Schedules Start ####\n";
  private static final String END = "#### Lava Schedules End ####\n";
  private static final String HINT =
      " [broken-markers] -> edit the crontab (crontab -e) so that one line"
          + " \"#### Lava Schedules Start ####\" and one line \"#### Lava Schedules End ####\""
          + " after it enclose just lava's entries, or remove both and all between them";
  private static final Block BLOCK =
      new Block(
          List.of(new EnvVar("Z", "1"), new EnvVar("A", "2")),
          List.of(new BlockLine(new JobId("a"), "@daily /x")));
  private static final String NEW = START + "A=2\nZ=1\n@daily /x\n" + END;

  @ParameterizedTest
  @MethodSource
  void blockIsFoundAndReplaced(String before, String after) {
    Parsed<Crontab> parsed = parse(before);
    assertThat(Found.lines(parsed.problems())).isEmpty();
    Crontab crontab = parsed.value().orElseThrow();

    assertThat(crontab.text().bytes()).isEqualTo(before.getBytes(ISO_8859_1));
    assertThat(new String(crontab.withBlock(BLOCK).bytes(), ISO_8859_1)).isEqualTo(after);
  }

  static Stream<Arguments> blockIsFoundAndReplaced() {
    return Stream.of(
        // no block: at the end
        arguments("", NEW),
        arguments("\n", "\n" + NEW),
        arguments("0 1 * * * x\n", "0 1 * * * x\n" + NEW),
        arguments("0 1 * * * x", "0 1 * * * x\n" + NEW),
        arguments("# x", "# x\n" + NEW),
        arguments("0 1 * * * x\n\n\n", "0 1 * * * x\n\n\n" + NEW),
        arguments("x\r\n\ty \r", "x\r\n\ty \r\n" + NEW),
        arguments("a\u0000b\u00ff\n", "a\u0000b\u00ff\n" + NEW),
        // a block: in its place
        arguments(START + END, NEW),
        arguments(START + END.strip(), NEW),
        arguments(START + "A=1\n* * * * * y\n\n# z\n" + END, NEW),
        arguments("x\n" + START + END + "y\n", "x\n" + NEW + "y\n"),
        arguments("x\n" + START + "\u00ff\n" + END + "y", "x\n" + NEW + "y\n"),
        arguments(START + END + "\n", NEW + "\n"),
        arguments("\n \t\r\n" + START + END + "\u00ff\u0000", "\n \t\r\n" + NEW + "\u00ff\u0000\n"),
        // comments that are no markers
        arguments("#### Lava Schedules ####\n", "#### Lava Schedules ####\n" + NEW),
        arguments("####Lava Schedules Start####\n", "####Lava Schedules Start####\n" + NEW),
        arguments("x " + START, "x " + START + NEW));
  }

  @ParameterizedTest
  @MethodSource
  void markersThatDoNotPairUp(String crontab, List<String> found) {
    assertThat(Found.lines(parse(crontab).problems()))
        .containsExactlyElementsOf(found.stream().map(f -> "crontab: " + f + HINT).toList());
    assertThat(parse(crontab).value()).isEmpty();
  }

  static Stream<Arguments> markersThatDoNotPairUp() {
    String unclosed = ": error: start marker must be followed by an end marker, found ";
    String lone = ": error: end marker must come after a start marker, found none before it";
    String like = ": error: a marker must be the whole line, found \"#### Lava Schedules ";
    String second = ": error: crontab must have one block, found another start marker";
    return Stream.of(
        arguments(START, List.of("line 1" + unclosed + "none")),
        arguments(START.strip(), List.of("line 1" + unclosed + "none")),
        arguments("a\nb\n" + START + "c\n", List.of("line 3" + unclosed + "none")),
        arguments(END, List.of("line 1" + lone)),
        arguments("a\r\n\n" + END.strip(), List.of("line 3" + lone)),
        arguments(END + START, List.of("line 1" + lone, "line 2" + unclosed + "none")),
        arguments(
            START + "x\n" + START + "y\n" + END,
            List.of("line 1" + unclosed + "another in line 3")),
        arguments(
            START + START + START,
            List.of(
                "line 1" + unclosed + "another in line 2",
                "line 2" + unclosed + "another in line 3",
                "line 3" + unclosed + "none")),
        arguments(START + END + "x\n" + START + END, List.of("line 4" + second)),
        arguments(START + END + START, List.of("line 3" + second, "line 3" + unclosed + "none")),
        arguments(START + END + END, List.of("line 3" + lone)),
        arguments(
            START + END + START + END + START + END, List.of("line 3" + second, "line 5" + second)),
        // a block whose lines all end with CR LF, and no other
        arguments(
            "x\r\n" + (START + "A=1\n" + END).replace("\n", "\r\n"),
            List.of("line 2" + like + "Start ####\\r\"", "line 4" + like + "End ####\\r\"")));
  }

  @Test
  void markersWithBlanksTheWrongWayRoundAreComments() {
    String like = " " + END + " " + START;

    assertThat(Found.lines(parse(like).problems()))
        .hasSize(2)
        .allMatch(line -> line.contains("[like-a-marker]"));
    assertThat(parse(like).value()).isPresent();
  }

  /** What is left where another block was put behind one whose line ends had changed. */
  @Test
  void blockWithBlanksBesideABlockIsBroken() {
    assertThat(parse(START + END + " " + START + " " + END).value()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "` #### Lava Schedules Start ####`   | \" #### Lava Schedules Start ####\"",
        "`#### Lava Schedules End #### `     | \"#### Lava Schedules End #### \"",
        "`#### Lava Schedules Start ####\r`  | \"#### Lava Schedules Start ####\\r\"",
        "`\t#### Lava Schedules End ####\t`  | \"\\t#### Lava Schedules End ####\\t\"",
      })
  void almostAMarkerIsAComment(String line, String shown) {
    assertThat(Found.lines(parse("x\n" + line + "\n").problems()))
        .containsExactly(
            "crontab: line 2: warning: a marker must be the whole line, found "
                + shown
                + " [like-a-marker] -> it is left alone, as a comment; take off the blanks if it"
                + " is meant as a marker");
    assertThat(parse(line).value().orElseThrow().blockLines()).isEmpty();
  }

  @Test
  void linesOfTheBlock() {
    assertThat(parse("x\n").value().orElseThrow().blockLines()).isEmpty();
    assertThat(parse("x\n" + START + END + "y\n").value().orElseThrow().blockLines()).isEmpty();
    assertThat(
            parse("x\n" + START + "A=1\n\n# c\n@daily y\r\n" + END + "z\n")
                .value()
                .orElseThrow()
                .blockLines())
        .containsExactly("A=1", "", "# c", "@daily y\r");
  }

  /** Else a line could be kept as another than it was. */
  @Test
  void linesThatAreNoUtf8AreLikeNoText() {
    Crontab crontab = parse(START + "a\u00ffb\n" + END).value().orElseThrow();

    assertThat(crontab.blockLines()).containsExactly("a\udc80b");
    assertThat(Found.lines(JobId.parse(crontab.blockLines().get(0)).problems())).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource
  void firstEntryBelow(String crontab, String found) {
    assertThat(
            parse(crontab)
                .value()
                .orElseThrow()
                .firstEntryBelow()
                .map(e -> e.line() + ": " + e.gist() + " " + new TreeSet<>(e.variables()))
                .orElse(""))
        .isEqualTo(found);
  }

  static Stream<Arguments> firstEntryBelow() {
    String block = START + "A=1\n" + END;
    return Stream.of(
        arguments("0 1 * * * x\n", ""),
        arguments("0 1 * * * x\n" + block, ""),
        arguments(block + "\n  \n# x\n\t# y\n", ""),
        arguments(block + "MAILTO=x\nA = b\n \"a b\"=c\n'q'  =  d\n=x\n@daily =x\n", ""),
        arguments(block + "MAILTO=x\r\n\r\n# x\r\n", ""),
        arguments(block + "0 1 * * * x\n", "4: 0 1 * * * x []"),
        arguments("a\nb\n" + block + "\n\n@daily x\n@hourly y\n", "8: @daily x []"),
        arguments(block + "  0 1 * * * x A=b", "4:   0 1 * * * x ... []"),
        arguments(block + "B=1\n'A x' = 2\n# C=3\n@daily x\nD=4\n", "7: @daily x [A x, B]"),
        // arguments may hold a password
        arguments(block + "0 1 * * * curl -u me:secret x\n", "4: 0 1 * * * curl ... []"),
        arguments(block + "@daily curl -u me:secret x\n", "4: @daily curl ... []"),
        arguments(block + "0 1 * * * PASS=secret x\n", "4: 0 1 * * * PASS ... []"),
        arguments(block + "@daily PASS='secret' x\n", "4: @daily PASS ... []"),
        arguments(block + "0 1 * * * x;y=secret\n", "4: 0 1 * * * x ... []"),
        arguments(block + "0 1 * * * 'x y' secret\n", "4: 0 1 * * * ... []"),
        arguments(block + "secret;more\n", "4: ... []"),
        arguments(block + "mysqldump -u root -p secret db x\n", "4: ... []"),
        arguments(block + "0 1 * * * x\u00ff\n", "4: 0 1 * * * x\udc80 []"));
  }

  @ParameterizedTest
  @MethodSource
  void variablesAbove(String crontab, String found) {
    assertThat(
            parse(crontab)
                .value()
                .orElseThrow()
                .variablesAbove(CronDialect.VIXIE)
                .entrySet()
                .stream()
                .map(v -> v.getValue().line() + ": " + v.getKey() + "=" + v.getValue().value())
                .toList()
                .toString())
        .isEqualTo(found);
  }

  static Stream<Arguments> variablesAbove() {
    String block = START + "A=1\n" + END;
    return Stream.of(
        arguments("", "[]"),
        arguments(block + "A=2\n", "[]"),
        arguments("# A=1\n\n  B=x y \n" + block, "[3: B=x y]"),
        arguments("B=1\nA=2\nB=3\n", "[2: A=2, 3: B=3]"),
        arguments("'a b' = \"c d\"\n\"x\"=''\n", "[1: a b=c d, 2: x=]"),
        arguments("0 1 * * * x A=1\n* * * * * export B=2\n", "[]"));
  }

  @Test
  void textIsBytes() {
    byte[] bytes = {1, 2};
    CrontabText text = CrontabText.of(bytes);
    bytes[0] = 9;
    assertThat(text.bytes()).containsExactly(1, 2);
    Arrays.fill(text.bytes(), (byte) 9);
    assertThat(text.bytes()).containsExactly(1, 2);
    assertThat(text).isEqualTo(CrontabText.of(new byte[] {1, 2})).isNotEqualTo(CrontabText.EMPTY);
    assertThat(text).hasSameHashCodeAs(CrontabText.of(new byte[] {1, 2}));
    assertThat(text.length()).isEqualTo(2);
    assertThat(CrontabText.of("\u00e9\n").bytes()).containsExactly(0xc3, 0xa9, '\n');
    assertThat(CrontabText.of("\u00e9\n")).hasToString("\u00e9\n");
  }

  @Test
  void blocksAreChecked() {
    JobId job = new JobId("a");
    EnvVar a = new EnvVar("A", "1");
    assertThatThrownBy(() -> new BlockLine(job, "a\nb"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Block(List.of(a, new EnvVar("A", "2")), List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(new Block(List.of(), List.of()).text()).isEqualTo(START + END);
    assertThat(
            new Block(
                    Stream.of("\ud83d\ude00", "\uff5e", "b", "_", "B")
                        .map(n -> new EnvVar(n, "x"))
                        .toList(),
                    List.of())
                .text())
        .isEqualTo(START + "B=x\n_=x\nb=x\n\uff5e=x\n\ud83d\ude00=x\n" + END);
  }

  private static Parsed<Crontab> parse(String oneCharAByte) {
    return Crontab.parse(CrontabText.of(oneCharAByte.getBytes(ISO_8859_1)));
  }

  @Test
  void variablesInForceAreThoseAboveAndThoseOfTheBlock() {
    Crontab crontab =
        Crontab.parse(
                CrontabText.of(
                    """
                    A=above
                    B=above
                    #### Lava Schedules Start ####
                    B=block
                    0 1 * * * '/usr/bin/env' C=command '/usr/local/bin/lava-dispatcher' --worker w a
                    #### Lava Schedules End ####
                    A=below
                    """))
            .value()
            .orElseThrow();

    assertThat(crontab.environment(CronDialect.VIXIE))
        .isEqualTo(Map.of("A", "above", "B", "block", "C", "command"));
    assertThat(crontab.blockVariables()).isEqualTo(Map.of("B", "block"));
    assertThat(crontab.firstBlockLine()).isEqualTo(4);
  }
}
