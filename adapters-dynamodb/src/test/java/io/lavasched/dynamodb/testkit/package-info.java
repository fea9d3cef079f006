/** What tests need to see the jobs table through an endpoint that misbehaves. */
package io.lavasched.dynamodb.testkit;
