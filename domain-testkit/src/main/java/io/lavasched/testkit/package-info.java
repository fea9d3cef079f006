// SPDX-License-Identifier: Apache-2.0
/**
 * Generators and tables that tests of all modules share: cron fields, records, texts, lines of
 * lava's own handler. Only for tests, and of plain text and maps alone, so that the domain's own
 * tests can use it.
 */
package io.lavasched.testkit;
