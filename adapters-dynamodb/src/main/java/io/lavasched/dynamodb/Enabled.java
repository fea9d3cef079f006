package io.lavasched.dynamodb;

import com.google.common.base.Ascii;
import io.lavasched.domain.value.Value;
import java.util.Optional;

/** The field {@code enabled} of a job record. */
final class Enabled {

  static final String FIELD = "enabled";

  private Enabled() {}

  /** Whether it says no: false, or the word; anything else, and nothing at all, is yes. */
  static boolean saysNo(Optional<Value> enabled) {
    return enabled
        .filter(
            value ->
                (value instanceof Value.Bool bool && !bool.get())
                    || (value instanceof Value.Text text
                        && Ascii.equalsIgnoreCase(text.get().strip(), "false")))
        .isPresent();
  }
}
