/** The checks of a node and their findings. For the command doctor. */
package io.lavasched.application.doctor;
