// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.text;

/** The signs of a heat map, from nothing to the most. */
public enum Ramp {
  /** Blocks that grow. */
  BLOCKS,
  /** Counts up to 9, and letters beyond, for those who see no blocks or no colours. */
  COUNTS
}
