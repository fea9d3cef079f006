// SPDX-License-Identifier: Apache-2.0
/**
 * The data of a record, as DynamoDB and JSON have it. For everybody who has a record in another
 * form.
 */
@NullMarked
package io.lavasched.domain.value;

import org.jspecify.annotations.NullMarked;
