// SPDX-License-Identifier: Apache-2.0
/**
 * What the commands do where EventBridge Scheduler is the target: the wiring of a group of
 * schedules, and what is said and printed of it. A run on a crontab loads nothing of it.
 */
package io.lavasched.cli.schedules;
