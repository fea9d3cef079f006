// SPDX-License-Identifier: Apache-2.0
/**
 * Crontab programs, real and fake, and the real cron, without touching anyone's crontab. Only for
 * tests.
 */
package io.lavasched.testkit.crontab;
