// SPDX-License-Identifier: Apache-2.0
/**
 * What the use cases need from outside where EventBridge Scheduler is the target: the schedules of
 * a group, and what they once were. Adapters implement it; a run on a crontab loads nothing of it.
 */
package io.lavasched.application.port.schedules;
