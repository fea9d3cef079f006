// SPDX-License-Identifier: Apache-2.0
/** Output for people: words, columns, colours. It never knows a command. */
package io.lavasched.cli.text;
