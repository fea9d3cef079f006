// SPDX-License-Identifier: Apache-2.0
/** Job records and the names in them. For everybody who reads or checks job records. */
@NullMarked
package io.lavasched.domain.job;

import org.jspecify.annotations.NullMarked;
