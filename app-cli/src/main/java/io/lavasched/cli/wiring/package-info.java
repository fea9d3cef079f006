// SPDX-License-Identifier: Apache-2.0
/** The one place where the table and the crontab are opened. For the commands. */
package io.lavasched.cli.wiring;
