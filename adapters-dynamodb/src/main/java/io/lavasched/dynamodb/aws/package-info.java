// SPDX-License-Identifier: Apache-2.0
/** Clients, limits, failures and TLS of the AWS SDK. Only for the other packages of this module. */
package io.lavasched.dynamodb.aws;
