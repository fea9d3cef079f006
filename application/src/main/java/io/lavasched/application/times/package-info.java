// SPDX-License-Identifier: Apache-2.0
/**
 * When the jobs of a realm are dispatched: by the crontabs of its nodes, or by EventBridge
 * Scheduler. For the use cases that look ahead, and for the audit.
 */
package io.lavasched.application.times;
