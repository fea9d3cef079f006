// SPDX-License-Identifier: Apache-2.0
/** The command line: options in, use cases called, words and exit codes out. */
package io.lavasched.cli;
