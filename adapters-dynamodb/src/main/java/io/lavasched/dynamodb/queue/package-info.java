// SPDX-License-Identifier: Apache-2.0
/** The queues of the workers, in SQS. For the wiring of the program and the checks of doctor. */
package io.lavasched.dynamodb.queue;
