// SPDX-License-Identifier: Apache-2.0
/**
 * From options to use cases: the table, the crontab, the lavasched job and the limit of a run. For
 * the commands, and for output that tells of a rebuild.
 */
package io.lavasched.cli.wiring;
