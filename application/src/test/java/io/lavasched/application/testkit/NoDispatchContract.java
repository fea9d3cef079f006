// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.lavasched.application.port.NoDispatch;
import io.lavasched.domain.lavasched.LavaschedParameters;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link NoDispatch} does. */
public abstract class NoDispatchContract extends PortContract {

  private static final Instant SINCE = Instant.parse("2026-11-29T01:02:03Z");

  /**
   * A node without any such file.
   *
   * @return a node of this test alone; called once in each test
   */
  protected abstract NoDispatch nodeWithoutFiles();

  /**
   * Makes or touches a file of that node.
   *
   * @param file its full path
   * @param time when
   */
  protected abstract void touch(String file, Instant time);

  /**
   * Takes it away again.
   *
   * @param file its full path
   */
  protected abstract void remove(String file);

  @Test
  void implementationIsTheOneThatIsNamed() {
    assertIsTheOneThatIsNamed(nodeWithoutFiles());
  }

  @Test
  void looksAnewEachTime() {
    NoDispatch node = nodeWithoutFiles();
    assertThat(node.since(LavaschedParameters.NO_DISPATCH_FILE)).isEmpty();

    touch(LavaschedParameters.NO_DISPATCH_FILE, SINCE);
    assertThat(node.since(LavaschedParameters.NO_DISPATCH_FILE)).contains(SINCE);
    assertThat(node.since("/tmp/lava/other")).isEmpty();

    touch(LavaschedParameters.NO_DISPATCH_FILE, SINCE.plusSeconds(1));
    assertThat(node.since(LavaschedParameters.NO_DISPATCH_FILE)).contains(SINCE.plusSeconds(1));

    remove(LavaschedParameters.NO_DISPATCH_FILE);
    assertThat(node.since(LavaschedParameters.NO_DISPATCH_FILE)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {LavaschedParameters.NO_DISPATCH_FILE, "", "relative", "/a/b", "/nul\0", "/\uD800"})
  void whatIsNotThereIsNoFailure(String file) {
    assertThat(nodeWithoutFiles().since(file)).isEmpty();
  }
}
