// SPDX-License-Identifier: Apache-2.0
/**
 * What a rebuild is asked for, what it plans, and how it ended. For the commands run, plan and
 * render, and for whoever shows a plan.
 */
package io.lavasched.application.plan;
