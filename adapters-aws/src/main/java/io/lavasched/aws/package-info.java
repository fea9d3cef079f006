// SPDX-License-Identifier: Apache-2.0
/**
 * Clients, limits, failures and TLS of the AWS SDK. For the adapters that talk to AWS, and its
 * options for the command line.
 */
package io.lavasched.aws;
