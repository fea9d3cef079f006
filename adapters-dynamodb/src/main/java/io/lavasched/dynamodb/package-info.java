/**
 * The jobs table of a realm: live in DynamoDB ({@link io.lavasched.dynamodb.LiveJobsTable}), or
 * from files ({@link io.lavasched.dynamodb.FileJobsTable}). Exceptions of the AWS SDK and of
 * Jackson end here.
 */
package io.lavasched.dynamodb;
