// SPDX-License-Identifier: Apache-2.0
/** Groups of options that commands share. For the commands and the wiring. */
package io.lavasched.cli.option;
