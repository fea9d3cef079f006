// SPDX-License-Identifier: Apache-2.0
/**
 * The schedules of a group in EventBridge Scheduler brought in line with the records: what is
 * planned, written, restored and removed there. For the commands whose target is that service.
 */
package io.lavasched.application.reconcile;
