// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.testkit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Says which implementation a test runs the contract of a port on; the contract checks it. */
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface ContractOf {

  /**
   * The implementation.
   *
   * @return the very class, no type above it
   */
  Class<?> value();
}
