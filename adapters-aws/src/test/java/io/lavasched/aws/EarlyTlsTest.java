// SPDX-License-Identifier: Apache-2.0
package io.lavasched.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.security.Provider;
import java.security.Security;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EarlyTlsTest {

  /** The client must decide about TLS by itself, whenever this ends. */
  @Test
  void changesNothing() {
    List<Provider> providers = List.of(Security.getProviders());

    EarlyTls.load(Map.of());

    assertThat(Security.getProviders()).containsExactlyElementsOf(providers);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/no/such/file", "/dev/null", "\0"})
  void leavesItToTheClientToComplain(String bundle) {
    assertThatCode(() -> EarlyTls.load(Map.of("AWS_CA_BUNDLE", bundle))).doesNotThrowAnyException();
  }
}
