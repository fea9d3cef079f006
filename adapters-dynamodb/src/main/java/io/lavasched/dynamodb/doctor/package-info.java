// SPDX-License-Identifier: Apache-2.0
/** Checks of the rights and the shape of the jobs table. For the command doctor. */
package io.lavasched.dynamodb.doctor;
