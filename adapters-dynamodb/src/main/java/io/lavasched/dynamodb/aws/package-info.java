// SPDX-License-Identifier: Apache-2.0
/**
 * Clients, limits, failures and TLS of the AWS SDK. For the other packages of this module, and its
 * options for the command line.
 */
package io.lavasched.dynamodb.aws;
