// SPDX-License-Identifier: Apache-2.0
package io.lavasched.aws;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.InstanceProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.profiles.ProfileFile;

/**
 * A chain of credentials that tells why the profile gave none. The SDK's own chain only says that
 * no provider had any, with the reasons run together in one text; the one that matters is nearly
 * always the profile's: a session that has expired, a role that may not be assumed.
 */
final class TellingCredentials implements AwsCredentialsProvider {

  private final AwsCredentialsProvider chain;
  private final AwsCredentialsProvider profile;
  private final Duration limit;

  private TellingCredentials(
      AwsCredentialsProvider chain, AwsCredentialsProvider profile, Duration limit) {
    this.chain = chain;
    this.profile = profile;
    this.limit = limit;
  }

  /**
   * The credentials of a profile or of the surroundings.
   *
   * @param chosen whether the command line names the profile: then, as in the AWS CLI, it goes
   *     before the keys in the environment
   * @param limit how long to wait for them: some providers have no limit of their own
   */
  static TellingCredentials of(ProfileFile profiles, String name, boolean chosen, Duration limit) {
    ProfileCredentialsProvider profile =
        ProfileCredentialsProvider.builder().profileFile(profiles).profileName(name).build();
    AwsCredentialsProvider chain =
        chosen
            ? AwsCredentialsProviderChain.of(
                profile,
                ContainerCredentialsProvider.create(),
                InstanceProfileCredentialsProvider.builder()
                    .profileFile(profiles)
                    .profileName(name)
                    .build())
            : DefaultCredentialsProvider.builder().profileFile(profiles).profileName(name).build();
    return new TellingCredentials(chain, profile, limit);
  }

  @Override
  public AwsCredentials resolveCredentials() {
    try {
      return Watchdog.within(limit, this::resolve);
    } catch (TimeoutException e) {
      throw new CredentialsException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw AbortedException.create("interrupted", e);
    }
  }

  private AwsCredentials resolve() {
    try {
      return chain.resolveCredentials();
    } catch (SdkClientException nobody) {
      try {
        return profile.resolveCredentials();
      } catch (RuntimeException fault) {
        // Where the profile has none at all, it is not to blame.
        boolean silent = String.valueOf(fault.getMessage()).startsWith("Profile file contained no");
        throw new CredentialsException(nobody, Optional.of(fault).filter(f -> !silent));
      }
    }
  }
}
