// SPDX-License-Identifier: Apache-2.0
/**
 * The schedules of a lavasched job in EventBridge Scheduler. For the wiring of the program, which
 * loads it only where schedules are the target.
 */
package io.lavasched.eventbridge;
