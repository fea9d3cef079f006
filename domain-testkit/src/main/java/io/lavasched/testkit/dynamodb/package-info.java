// SPDX-License-Identifier: Apache-2.0
/** An endpoint of DynamoDB that misbehaves. Only for tests. */
package io.lavasched.testkit.dynamodb;
