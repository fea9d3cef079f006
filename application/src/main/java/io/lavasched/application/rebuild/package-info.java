// SPDX-License-Identifier: Apache-2.0
/**
 * The rebuild of the block: its request, its plan, its guards, its outcome. For the commands run,
 * plan and render.
 */
package io.lavasched.application.rebuild;
