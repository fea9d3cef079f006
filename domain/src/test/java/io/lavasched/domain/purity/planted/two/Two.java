// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.purity.planted.two;

import io.lavasched.domain.purity.planted.one.One;
import java.util.Optional;

/** Half of a cycle, on purpose. */
public record Two(Optional<One> one) {}
