/** What is wrong with a record, where, and what helps: findings as data, never as exceptions. */
package io.lavasched.domain.problem;
