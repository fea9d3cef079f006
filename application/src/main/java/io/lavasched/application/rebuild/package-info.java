// SPDX-License-Identifier: Apache-2.0
/**
 * The rebuild of the block: the use case and its planner. For the commands run, plan and render,
 * and for whoever needs a plan.
 */
package io.lavasched.application.rebuild;
