// SPDX-License-Identifier: Apache-2.0
/** The lavasched job, its parameters, and the realm record. Only for the modules of lavasched. */
@NullMarked
package io.lavasched.domain.lavasched;

import org.jspecify.annotations.NullMarked;
