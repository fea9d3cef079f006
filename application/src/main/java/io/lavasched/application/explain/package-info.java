// SPDX-License-Identifier: Apache-2.0
/** What a job will do, and why. For the command explain. */
package io.lavasched.application.explain;
