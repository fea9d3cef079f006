// SPDX-License-Identifier: Apache-2.0
/** Schedules in words. Only for the modules of lavasched. */
@NullMarked
package io.lavasched.domain.english;

import org.jspecify.annotations.NullMarked;
