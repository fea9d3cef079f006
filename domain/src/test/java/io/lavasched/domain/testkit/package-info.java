<<<<<<< HEAD
/** What tests of this and other modules share: in-memory stores, and the contracts of the ports. */
=======
/** What tests of other modules need: a contract per port, and stores that live in memory. */
>>>>>>> helper-crontab
package io.lavasched.domain.testkit;
