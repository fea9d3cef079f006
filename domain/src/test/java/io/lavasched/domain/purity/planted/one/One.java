// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.purity.planted.one;

import io.lavasched.domain.purity.planted.two.Two;
import java.util.Optional;

/** Half of a cycle, on purpose. */
public record One(Optional<Two> two) {}
