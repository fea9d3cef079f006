// SPDX-License-Identifier: Apache-2.0
/**
 * The schedule of a job, its items, and when an item is active. For everybody who reads or checks
 * schedules.
 */
@NullMarked
package io.lavasched.domain.schedule;

import org.jspecify.annotations.NullMarked;
