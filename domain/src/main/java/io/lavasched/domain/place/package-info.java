// SPDX-License-Identifier: Apache-2.0
/** Where in a record a problem is. Only for the modules of lavasched. */
@NullMarked
package io.lavasched.domain.place;

import org.jspecify.annotations.NullMarked;
