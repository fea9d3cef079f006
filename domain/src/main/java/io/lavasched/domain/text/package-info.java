/** Quoting for messages, suggestions, patterns and durations. Only for the modules of lavasched. */
package io.lavasched.domain.text;
