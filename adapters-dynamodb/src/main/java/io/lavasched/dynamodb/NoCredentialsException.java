package io.lavasched.dynamodb;

import software.amazon.awssdk.core.exception.SdkClientException;

/** Nobody had credentials; never leaves this package. */
final class NoCredentialsException extends SdkClientException {

  private static final long serialVersionUID = 1L;

  NoCredentialsException(SdkClientException cause) {
    super(SdkClientException.builder().message("no credentials").cause(cause));
  }
}
