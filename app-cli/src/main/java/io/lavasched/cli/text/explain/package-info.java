// SPDX-License-Identifier: Apache-2.0
/** What one job is to have in EventBridge Scheduler, in words. For the command explain. */
package io.lavasched.cli.text.explain;
