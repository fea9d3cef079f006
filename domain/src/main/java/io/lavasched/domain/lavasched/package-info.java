// SPDX-License-Identifier: Apache-2.0
/** The lavasched job, its parameters, and the record of the realm. */
@NullMarked
package io.lavasched.domain.lavasched;

import org.jspecify.annotations.NullMarked;
