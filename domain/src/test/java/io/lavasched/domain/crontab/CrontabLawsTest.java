// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.crontab;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lavasched.domain.entry.EnvVar;
import io.lavasched.domain.job.JobId;
import io.lavasched.testkit.Found;
import java.io.ByteArrayOutputStream;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class CrontabLawsTest {

  private static final Block OLD =
      new Block(List.of(new EnvVar("A", "1")), List.of(new BlockLine(new JobId("a"), "@daily a")));
  private static final Block NEW =
      new Block(List.of(), List.of(new BlockLine(new JobId("\u00e9"), "@daily \u00e9")));

  @Property
  void parseNeverThrowsAndLosesNothing(@ForAll("anyBytes") byte[] bytes) {
    CrontabText text = CrontabText.of(bytes);
    Crontab.parse(text)
        .value()
        .ifPresent(
            crontab -> {
              assertThat(crontab.text().bytes()).isEqualTo(bytes);
              crontab.blockLines();
              crontab.firstEntryBelow();
            });
    assertThat(Found.lines(Crontab.parse(text).problems()))
        .allSatisfy(line -> assertThat(line).doesNotContainPattern("\\p{Cntrl}"));
  }

  @Property
  void foreignBytesNeverChange(@ForAll("foreign") byte[] above, @ForAll("foreign") byte[] below) {
    byte[] ended = withNewline(above);
    Crontab crontab = parse(ended, OLD.text().getBytes(UTF_8), below);

    assertThat(crontab.withBlock(OLD).bytes())
        .isEqualTo(join(ended, OLD.text().getBytes(UTF_8), withNewline(below)));
    assertThat(crontab.withBlock(NEW).bytes())
        .isEqualTo(join(ended, NEW.text().getBytes(UTF_8), withNewline(below)));
  }

  @Property
  void newBlockGoesToTheEnd(@ForAll("foreign") byte[] above) {
    Crontab crontab = parse(above);

    assertThat(crontab.blockLines()).isEmpty();
    assertThat(crontab.withBlock(NEW).bytes())
        .isEqualTo(join(withNewline(above), NEW.text().getBytes(UTF_8)));
  }

  @Property
  void takingTheBlockOutUndoesIt(@ForAll("foreign") byte[] above, @ForAll("foreign") byte[] below) {
    Crontab with = parse(withNewline(above), OLD.text().getBytes(UTF_8), below);
    Crontab without = parse(with.withoutBlock().bytes());

    assertThat(without.text().bytes()).isEqualTo(join(withNewline(above), below));
    assertThat(without.block()).isEmpty();
    assertThat(without.withoutBlock()).isEqualTo(without.text());
  }

  @Property
  void twiceIsOnce(@ForAll("foreign") byte[] above, @ForAll("foreign") byte[] below) {
    for (Crontab crontab :
        List.of(parse(above), parse(withNewline(above), OLD.text().getBytes(UTF_8), below))) {
      CrontabText once = crontab.withBlock(NEW);
      Crontab again = Crontab.parse(once).value().orElseThrow();

      assertThat(again.withBlock(NEW)).isEqualTo(once);
      assertThat(again.blockLines()).containsExactly("@daily \u00e9");
    }
  }

  private static Crontab parse(byte[]... parts) {
    return Crontab.parse(CrontabText.of(join(parts))).value().orElseThrow();
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  private static byte[] withNewline(byte[] bytes) {
    boolean ended = bytes.length == 0 || bytes[bytes.length - 1] == '\n';
    return ended ? bytes : join(bytes, new byte[] {'\n'});
  }

  /** Any bytes but a marker: with and without a newline at the end. */
  @Provide
  Arbitrary<byte[]> foreign() {
    return pieces(
        " #### Lava Schedules Start ####\n",
        "#### Lava Schedules Start ####\r\n",
        "x#### Lava Schedules End ####\n",
        "0 1 * * * x\n",
        "A=1\n");
  }

  @Provide
  Arbitrary<byte[]> anyBytes() {
    return pieces("#### Lava Schedules Start ####\n", "#### Lava Schedules End ####\n", "A=1\n");
  }

  private static Arbitrary<byte[]> pieces(String... lines) {
    Arbitrary<byte[]> bytes =
        Arbitraries.oneOf(
                Arbitraries.bytes(), Arbitraries.of((byte) '\n', (byte) '\r', (byte) 0, (byte) -1))
            .array(byte[].class)
            .ofMaxSize(12);
    return Arbitraries.oneOf(bytes, bytes, Arbitraries.of(lines).map(line -> line.getBytes(UTF_8)))
        .list()
        .ofMaxSize(6)
        .map(list -> join(list.toArray(byte[][]::new)));
  }
}
