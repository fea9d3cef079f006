// SPDX-License-Identifier: Apache-2.0
/**
 * Cron strings, their fields, and what each cron makes of them: dialects, limits, CRON_TZ. For
 * everybody who reads or checks schedules.
 */
@NullMarked
package io.lavasched.domain.cron;

import org.jspecify.annotations.NullMarked;
