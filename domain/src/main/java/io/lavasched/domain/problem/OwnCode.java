// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.problem;

import io.lavasched.domain.text.Quoted;
import java.util.regex.Pattern;

/** A code of another validator; see {@link Code#of}. */
record OwnCode(String id, Severity severity) implements Code {

  private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9-]*(/[a-z0-9][a-z0-9-]*)+");

  OwnCode {
    if (!FORM.matcher(id).matches()) {
      throw new IllegalArgumentException(
          "id must be such as acme/night-only, found " + Quoted.of(id));
    }
  }
}
