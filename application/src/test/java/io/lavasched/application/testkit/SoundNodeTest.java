// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.testkit;

import io.lavasched.application.port.NodeChecks;

@ContractOf(SoundNode.class)
class SoundNodeTest extends NodeChecksContract {

  @Override
  protected NodeChecks node() {
    return new SoundNode();
  }
}
