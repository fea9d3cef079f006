// SPDX-License-Identifier: Apache-2.0
/**
 * What a process has from outside and gives back: environment, version, exit codes. For all of the
 * command line.
 */
package io.lavasched.cli.process;
