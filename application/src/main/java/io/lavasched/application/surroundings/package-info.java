// SPDX-License-Identifier: Apache-2.0
/**
 * What stands around the block and changes what its entries do. For the rebuild and the removal of
 * a block.
 */
package io.lavasched.application.surroundings;
