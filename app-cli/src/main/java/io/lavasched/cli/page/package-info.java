// SPDX-License-Identifier: Apache-2.0
/** The HTML page of the timeline. It never knows a command. */
package io.lavasched.cli.page;
