// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.testkit;

import static org.assertj.core.api.Assertions.assertThat;

/** What the contracts of all ports share: they run on what their test says. */
abstract class PortContract {

  /** Checks that a test runs on the implementation that it names: {@link ContractOf}. */
  final void assertIsTheOneThatIsNamed(Object implementation) {
    ContractOf named = getClass().getAnnotation(ContractOf.class);
    assertThat(named).as("@ContractOf on " + getClass().getName()).isNotNull();
    assertThat(implementation).isExactlyInstanceOf(named.value());
  }
}
