// SPDX-License-Identifier: Apache-2.0
/** What lava's worker makes of the fields of a record. Only for the modules of lavasched. */
@NullMarked
package io.lavasched.domain.worker;

import org.jspecify.annotations.NullMarked;
