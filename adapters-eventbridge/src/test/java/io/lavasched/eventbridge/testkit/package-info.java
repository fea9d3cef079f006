// SPDX-License-Identifier: Apache-2.0
/** A stand-in of EventBridge Scheduler, for the tests of this module and of the command line. */
package io.lavasched.eventbridge.testkit;
