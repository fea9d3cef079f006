// SPDX-License-Identifier: Apache-2.0
/**
 * The move of a lavasched job's dispatches from the crontab to EventBridge Scheduler and back, and
 * the guard that keeps both from dispatching. For the command move, and for the guard of run.
 */
package io.lavasched.application.move;
