// SPDX-License-Identifier: Apache-2.0
/**
 * What can be done with a realm and a crontab: rebuild the block, check the records, tell what will
 * be dispatched and why, examine the node. What it needs from outside are ports, in the package
 * {@code port}.
 *
 * <p>Exported is what other validators need; the adapters and the command line, which are no
 * modules, use all of it.
 */
module io.lavasched.application {
  requires transitive io.lavasched.domain;

  exports io.lavasched.application;
}
