// SPDX-License-Identifier: Apache-2.0
/**
 * The state folder of an account: kept crontabs, the lock, the memory of the last run. For the
 * wiring of the program.
 */
package io.lavasched.crontab.state;
