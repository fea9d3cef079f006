// SPDX-License-Identifier: Apache-2.0
/**
 * Checks of the node: cron, the account, the dispatcher, the state folder, the zone. For the
 * command doctor.
 */
package io.lavasched.crontab.doctor;
