// SPDX-License-Identifier: Apache-2.0
/** One class a command: options in, a use case, output out. For the root command. */
package io.lavasched.cli.command;
