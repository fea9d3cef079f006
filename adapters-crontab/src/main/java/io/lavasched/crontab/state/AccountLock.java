// SPDX-License-Identifier: Apache-2.0
package io.lavasched.crontab.state;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static java.nio.file.attribute.PosixFilePermissions.asFileAttribute;
import static java.nio.file.attribute.PosixFilePermissions.fromString;

import io.lavasched.application.port.StoreException;
import io.lavasched.crontab.file.InFlight;
import io.lavasched.domain.text.Quoted;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The right to work on the crontab of an account: one lavasched at a time has it.
 *
 * <p>A lock of the kernel (fcntl) on the file {@code lock} in the {@link StateFolder}: it is free
 * as soon as its holder ends, in whatever way. The file holds the holder's process id, and goes
 * with the lock; one that a killed holder left does not matter.
 */
public final class AccountLock implements InFlight.Lock {

  private static final long POLL_MILLIS = 50;
  private static final int MOST_OF_MARK = 256;
  private static final Pattern PROCESS = Pattern.compile("^(\\d{1,18}) ");

  /**
   * The locks that this JVM holds or tries. Such a lock belongs to the whole process, and is lost
   * when any channel on the file is closed: two of us must not even have it open.
   */
  private static final Set<Path> HERE = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final Path key;
  private final List<FileChannel> channels = new ArrayList<>();

  /**
   * Nobody else writes the same. Made before the lock is there: anyone who waits reads it, and
   * finding random bytes may take a moment.
   */
  private final String mark = ProcessHandle.current().pid() + " " + UUID.randomUUID() + "\n";

  private Optional<String> holder = Optional.empty();
  private boolean held;

  private AccountLock(Path file, Path key) {
    this.file = file;
    this.key = key;
  }

  /**
   * Gets the lock.
   *
   * @param folder the folder of the account; made where it is missing
   * @param wait how long to wait for another one to end; zero is to try once
   * @return the lock, to be closed
   * @throws StoreException retryable, when another one holds it all the time
   */
  public static AccountLock acquire(StateFolder folder, Duration wait) {
    Path directory = folder.create();
    try {
      AccountLock lock = new AccountLock(directory.resolve("lock"), directory.toRealPath());
      long start = System.nanoTime();
      while (!lock.tryOnce()) {
        Duration left = wait.minusNanos(System.nanoTime() - start);
        if (left.isNegative() || left.isZero()) {
          throw lock.heldByAnother(wait);
        }
        Thread.sleep(Math.min(POLL_MILLIS, left.toMillis() + 1));
      }
      InFlight.add(lock);
      folder.removeLeftovers();
      return lock;
    } catch (IOException e) {
      throw folder.failure("lock", "must take the lock of this account", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException(
          "lock",
          folder.describe(),
          true,
          "waiting for the lock of this account was interrupted",
          Optional.of("run it again"));
    }
  }

  private boolean tryOnce() throws IOException {
    if (!HERE.add(key)) {
      holder = Optional.of(String.valueOf(ProcessHandle.current().pid()));
      return false;
    }
    try {
      held = lockTheFileThatIsThere();
    } finally {
      if (!held) {
        leave();
      }
    }
    return held;
  }

  private boolean lockTheFileThatIsThere() throws IOException {
    do {
      leaveFile();
      FileChannel channel =
          FileChannel.open(
              file,
              Set.of(CREATE, READ, WRITE, NOFOLLOW_LINKS),
              asFileAttribute(fromString("rw-------")));
      channels.add(channel);
      if (!isLocked(channel)) {
        Matcher process = PROCESS.matcher(content(channel));
        holder = process.find() ? Optional.of(process.group(1)) : Optional.empty();
        return false;
      }
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(mark.getBytes(US_ASCII)));
      // Between the opening and the locking, the holder may have removed this very file, and
      // somebody else may hold one that came after it.
    } while (!isThere());
    return true;
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  /**
   * Whether the locked file is the one of that name. Told by its content, because Java cannot tell
   * the inode of what is open, and the inode of a removed file comes back. What is opened for that
   * stays open: closing it would free the lock.
   */
  private boolean isThere() throws IOException {
    try {
      FileChannel channel = FileChannel.open(file, READ, NOFOLLOW_LINKS);
      channels.add(channel);
      return content(channel).equals(mark);
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private static String content(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(MOST_OF_MARK);
    while (bytes.hasRemaining() && channel.read(bytes, bytes.position()) > 0) {
      // Most often, once is enough.
    }
    return US_ASCII.decode(bytes.flip()).toString();
  }

  /** Removes the file and frees the lock; done for who is told to end meanwhile. */
  @Override
  public synchronized void close() {
    if (!held) {
      return;
    }
    held = false;
    InFlight.remove(this);
    // Channels do not work for who is interrupted.
    boolean interrupted = Thread.interrupted();
    try {
      // A person may have removed it, and somebody else may hold the next one.
      if (isThere()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      // It can stay: what counts is the lock on it.
    } finally {
      leave();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void leave() {
    leaveFile();
    HERE.remove(key);
  }

  private void leaveFile() {
    for (FileChannel channel : channels) {
      try {
        channel.close();
      } catch (IOException e) {
        // Nothing was written that matters.
      }
    }
    channels.clear();
  }

  private StoreException heldByAnother(Duration wait) {
    String path = Quoted.escape(file.toString());
    String within = wait.isZero() || wait.isNegative() ? "" : " within " + seconds(wait) + " s";
    return new StoreException(
        "lock",
        path,
        true,
        "the lock of this account must be free"
            + within
            + ", found it held by "
            + holder.map(process -> "process " + process).orElse("another process")
            + " ("
            + path
            + ")",
        Optional.of(
            holder.map(process -> "see what it does: ps -fp " + process + "; ").orElse("")
                + "the lock is free as soon as that process ends; --lock-wait SECONDS waits"
                + " longer"));
  }

  private static String seconds(Duration wait) {
    return BigDecimal.valueOf(wait.toMillis(), 3).stripTrailingZeros().toPlainString();
  }
}
