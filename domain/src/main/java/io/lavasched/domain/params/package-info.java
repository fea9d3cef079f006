/** The lavasched job and its parameters: whose jobs go into the block, and how. */
package io.lavasched.domain.params;
