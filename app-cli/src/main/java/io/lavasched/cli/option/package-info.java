// SPDX-License-Identifier: Apache-2.0
/** Groups of options that commands share. For the commands, the wiring and messages. */
package io.lavasched.cli.option;
