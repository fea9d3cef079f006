// SPDX-License-Identifier: Apache-2.0
/**
 * Figures for monitors: Prometheus' text format in a file, CloudWatch's embedded metric format in a
 * line. For the commands that leave some; it never knows a command.
 */
package io.lavasched.cli.metrics;
