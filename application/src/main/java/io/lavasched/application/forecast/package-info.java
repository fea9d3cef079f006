// SPDX-License-Identifier: Apache-2.0
/** The next dispatches of a realm. For the command next and for the other forecasts. */
package io.lavasched.application.forecast;
