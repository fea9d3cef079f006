// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.doctor;

import io.lavasched.application.port.Check;
import io.lavasched.application.port.Finding;
import io.lavasched.application.port.NoDispatch;
import io.lavasched.domain.lavasched.LavaschedParameters;
import io.lavasched.domain.text.Quoted;

/** Whether a file of lava keeps this node from dispatching anything. */
final class NoDispatchCheckup {

  private NoDispatchCheckup() {}

  /**
   * Looks for the file where the arguments of the entries say that it counts.
   *
   * @param parameters of the lavasched job
   * @param files where the file may be
   * @return what was found by {@link Check#NO_DISPATCH}
   */
  static Finding of(LavaschedParameters parameters, NoDispatch files) {
    return parameters
        .noDispatchFile()
        .map(
            file ->
                files
                    .since(file)
                    .map(
                        since ->
                            Finding.failure(
                                Check.NO_DISPATCH,
                                "nothing must keep this node from dispatching, found "
                                    + Quoted.escape(file)
                                    + ", there since "
                                    + since,
                                "lava-stop --no-dispatch makes it; remove it when the node is to"
                                    + " dispatch again"))
                    .orElseGet(
                        () -> Finding.ok(Check.NO_DISPATCH, "there is no " + Quoted.escape(file))))
        .orElseGet(
            () ->
                Finding.ok(
                    Check.NO_DISPATCH,
                    "args have no --check-dispatch: lava's file against dispatches does not"
                        + " count"));
  }
}
