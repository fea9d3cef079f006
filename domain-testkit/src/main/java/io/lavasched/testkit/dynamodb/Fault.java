// SPDX-License-Identifier: Apache-2.0
package io.lavasched.testkit.dynamodb;

/** What {@link FaultyEndpoint} does in the place of an answer. */
public enum Fault {

  /** 400 {@code ProvisionedThroughputExceededException}. */
  THROTTLE,

  /** 500 {@code InternalServerError}. */
  ERROR_500,

  /** 400 {@code ExpiredTokenException}. */
  EXPIRED,

  /** 400 {@code AccessDeniedException}. */
  DENIED,

  /** The real answer's headers and the first half of its body; then the connection is closed. */
  CUT,

  /** The real answer's headers at once, then its body at a byte a second. */
  DRIP,

  /** The real answer's headers, and then nothing. */
  HEADERS_ONLY,

  /** Nothing, on a connection that stays open. */
  STALL,

  /** {@code BatchGetItem} only: no records, and each key that was asked for as unprocessed. */
  UNPROCESSED,

  /** {@code BatchGetItem} only: of two or more keys, the first half is really asked for. */
  HALF_UNPROCESSED,

  /** 200 with a page of HTML, as portals have it. */
  HTML
}
