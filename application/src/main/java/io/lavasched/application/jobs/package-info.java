// SPDX-License-Identifier: Apache-2.0
/**
 * The jobs of a rebuild, each read on its own into its entries or its problems. For the rebuild.
 */
package io.lavasched.application.jobs;
