// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.move;

/** Hears what a move does, while it does it. */
public interface MoveListener {

  /**
   * A step begins.
   *
   * @param step which
   */
  void begins(MoveStep step);

  /**
   * What dispatches from now on, should the move end here.
   *
   * @param standing which of the two
   */
  void stands(Standing standing);

  /**
   * The minute is chosen.
   *
   * @param cut which, and what is dispatched around it
   */
  void chosen(Cut cut);
}
