/** What a name or a word of a crontab line may hold. Only for the modules of lavasched. */
package io.lavasched.domain.word;
