// SPDX-License-Identifier: Apache-2.0
/**
 * The crontab of an account, through the crontab program, and which cron it is of. For the wiring
 * of the program.
 */
package io.lavasched.crontab.program;
