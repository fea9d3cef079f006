// SPDX-License-Identifier: Apache-2.0
package io.lavasched.aws;

import java.util.Optional;
import java.util.concurrent.TimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;

/** There are no credentials; never leaves this package. */
final class CredentialsException extends SdkClientException {

  private static final long serialVersionUID = 1L;

  private final transient Optional<RuntimeException> fault;

  /**
   * No credentials.
   *
   * @param nobody what the chain says
   * @param fault what is wrong with the profile, if it is to blame
   */
  CredentialsException(SdkClientException nobody, Optional<RuntimeException> fault) {
    super(SdkClientException.builder().message("no credentials").cause(fault.orElse(nobody)));
    this.fault = fault;
  }

  /** They were waited for in vain. */
  CredentialsException(TimeoutException late) {
    super(SdkClientException.builder().message("no credentials in time").cause(late));
    this.fault = Optional.empty();
  }

  Optional<RuntimeException> fault() {
    return fault;
  }
}
