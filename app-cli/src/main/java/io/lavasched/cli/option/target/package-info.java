// SPDX-License-Identifier: Apache-2.0
/**
 * The options of the commands that can keep schedules in EventBridge Scheduler. A run on a crontab
 * asks them for the target alone.
 */
package io.lavasched.cli.option.target;
