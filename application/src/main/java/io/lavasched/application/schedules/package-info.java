// SPDX-License-Identifier: Apache-2.0
/**
 * What is wanted of AWS EventBridge Scheduler, as data: schedules, their names and what they send,
 * and where they mean something else than a crontab. For the use cases that keep schedules there,
 * and the adapter that writes them.
 */
package io.lavasched.application.schedules;
