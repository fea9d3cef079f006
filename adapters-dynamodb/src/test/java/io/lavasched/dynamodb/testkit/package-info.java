// SPDX-License-Identifier: Apache-2.0
/** Tables, endpoints and certificates for the tests of this module. */
package io.lavasched.dynamodb.testkit;
