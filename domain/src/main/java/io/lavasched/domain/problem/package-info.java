/**
 * What is wrong with something, where, and what to do about it. For everybody, inside the jar and
 * outside.
 */
package io.lavasched.domain.problem;
