/** What tests of other modules need: a contract per port, and stores that live in memory. */
package io.lavasched.domain.testkit;
