// SPDX-License-Identifier: Apache-2.0
/** Output for programs, one class a document. It never knows a command. */
package io.lavasched.cli.json;
