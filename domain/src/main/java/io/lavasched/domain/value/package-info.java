/**
 * The data of a record, as DynamoDB and JSON have it. For everybody who has a record in another
 * form.
 */
package io.lavasched.domain.value;
