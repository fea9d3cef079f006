// SPDX-License-Identifier: Apache-2.0
/** The jobs table in DynamoDB. For the wiring of the program. */
package io.lavasched.dynamodb.live;
