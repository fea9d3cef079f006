// SPDX-License-Identifier: Apache-2.0
/** Whether a node is fit to dispatch: the checks, and what they found. For the command doctor. */
package io.lavasched.application.doctor;
