package io.modelmon.agent.labels;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.capture.CaptureRegistry;
import io.modelmon.capture.DeliveredLabel;
import io.modelmon.capture.LabelCapture;
import io.modelmon.capture.LabelLoss;
import io.modelmon.config.ConfigParser;
import io.modelmon.config.ModelmonConfig;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelFolderTest {

  private static final LabelFolder.Pace QUICK = new LabelFolder.Pace(5, 40, 5);
  private static final String MODEL =
      """
        - name: NAME
          predict: com.acme.Model#predict
          prediction: { type: label }
          id: trace_id
          labels: { folder: in }
      """;

  @TempDir private Path base;

  private Path folder;
  private CaptureRegistry registry = new CaptureRegistry();
  private final List<String> log = new CopyOnWriteArrayList<>();
  private final List<String> taken = new CopyOnWriteArrayList<>();
  private LabelFolders folders;

  @BeforeEach
  void make() throws IOException {
    folder = Files.createDirectory(base.resolve("in"));
  }

  @AfterEach
  void stop() {
    if (folders != null) {
      folders.stop();
    }
  }

  private void start(String... names) {
    if (folders != null) {
      folders.stop();
    }
    registry = new CaptureRegistry();
    StringBuilder yaml = new StringBuilder("file_format: \"1\"\nmodels:\n");
    for (String name : names) {
      yaml.append(MODEL.replace("NAME", name));
      registry.registerLabels(registry.labels().size(), null);
    }
    ModelmonConfig config =
        Objects.requireNonNull(ConfigParser.parse(yaml.toString(), base).config());
    assertThat(LabelFolders.problems(config)).isEmpty();
    folders = LabelFolders.start(config, registry, log::add, QUICK);
  }

  /** Takes what is delivered, as the monitor does; labels called "odd" are none. */
  private void await(BooleanSupplier condition) throws InterruptedException {
    for (int i = 0; i < 4000 && !condition.getAsBoolean(); i++) {
      for (LabelCapture capture : registry.labels()) {
        DeliveredLabel label = capture.inbox().poll();
        while (label != null) {
          taken.add(capture.configIndex() + ":" + label.id() + "=" + label.text());
          label.source().taken(label, !"odd".equals(label.text()));
          label = capture.inbox().poll();
        }
      }
      Thread.sleep(5);
    }
    assertThat(condition.getAsBoolean()).as("taken %s, said %s", taken, log).isTrue();
  }

  private boolean noted(int files) {
    Path state = folder.resolve(".modelmon-labels-read");
    try {
      return Files.exists(state) && Files.readAllLines(state).size() == files;
    } catch (IOException e) {
      return false;
    }
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  @Test
  void file_whole_isReadOnceAlsoAfterARestart() throws Exception {
    start("credit");
    write("a.csv", "id,label\n1,good\n2,bad\n");
    await(() -> noted(1));

    start("credit");
    write("b.jsonl", "{\"id\":3,\"label\":\"good\"}\n");
    await(() -> noted(2));

    assertThat(taken).containsExactly("0:1=good", "0:2=bad", "0:3=good");
    assertThat(log).isEmpty();
  }

  @Test
  void file_thatGrows_isReadWhenItRests() throws Exception {
    start("credit");
    Path file = folder.resolve("a.csv");
    Files.writeString(file, "id,label\n");
    for (int i = 0; i < 30; i++) {
      Files.writeString(file, "x", StandardOpenOption.APPEND);
      await(() -> true);
      assertThat(taken).isEmpty();
    }
    Files.writeString(file, ",good\n", StandardOpenOption.APPEND);
    await(() -> noted(1));

    assertThat(taken).containsExactly("0:" + "x".repeat(30) + "=good");
  }

  @Test
  void file_changedOrSameUnderAnotherName_isReadAgain() throws Exception {
    start("credit");
    write("a.csv", "id,label\n1,good\n");
    await(() -> noted(1));
    write("a.csv", "id,label\n1,good\n2,bad\n");
    await(() -> noted(2));
    write("b.csv", "id,label\n1,good\n");
    await(() -> noted(3));

    assertThat(taken).containsExactly("0:1=good", "0:1=good", "0:2=bad", "0:1=good");
  }

  @Test
  void file_notYetJoinedWhenTheProcessEnds_isReadAgain() throws Exception {
    start("credit");
    write("a.csv", "id,label\n1,good\n");
    LabelCapture first = registry.labels().get(0);
    DeliveredLabel unanswered = null;
    for (int i = 0; i < 2000 && unanswered == null; i++) {
      Thread.sleep(5);
      unanswered = first.inbox().poll();
    }
    assertThat(unanswered).isNotNull();

    start("credit");
    await(() -> noted(1));

    assertThat(taken).containsExactly("0:1=good");
  }

  @Test
  void lines_thatAreNoLabels_areCountedAndSaid() throws Exception {
    start("credit");
    write("a.csv", "id,label\n1,good\n,bad\n2,\n3,odd\n4,good,x\n5,good\n");
    await(() -> noted(1));

    assertThat(taken).containsExactly("0:1=good", "0:3=odd", "0:5=good");
    LabelCapture capture = registry.labels().get(0);
    assertThat(capture.lost(LabelLoss.ID)).isEqualTo(1);
    assertThat(capture.lost(LabelLoss.LABEL)).isEqualTo(1);
    assertThat(capture.lost(LabelLoss.LINE)).isEqualTo(1);
    assertThat(log)
        .singleElement()
        .asString()
        .contains("a.csv: 3 labels were read; 4 lines are left out")
        .contains("line 3: id: empty; line 4: label: empty;")
        .contains("and 1 more");
  }

  @Test
  void file_withoutHeader_isSaidOnceAndLeftAlone() throws Exception {
    start("credit");
    write("a.csv", "1,good\n2,bad\n");
    await(() -> noted(1));
    start("credit");
    write("b.csv", "id,label\n9,good\n");
    await(() -> noted(2));

    assertThat(taken).containsExactly("0:9=good");
    assertThat(log).singleElement().asString().contains("a.csv: 0 labels were read; line 1");
    assertThat(registry.labels().get(0).lost(LabelLoss.LINE)).isZero();
  }

  @Test
  void folder_ofSeveralModels_goesByTheColumn() throws Exception {
    start("credit", "churn");
    write("a.csv", "id,label,model\n1,good,credit\n2,yes,churn\n3,both,\n4,none,fraud\n");
    await(() -> noted(1));

    assertThat(taken).containsExactlyInAnyOrder("0:1=good", "1:2=yes", "0:3=both", "1:3=both");
    assertThat(log)
        .singleElement()
        .asString()
        .contains("line 5: model: none of this name")
        .asString()
        .doesNotContain("fraud");
  }

  @Test
  void folder_missing_isSaidOnceAndLookedForAgain() throws Exception {
    Files.delete(folder);
    registry.registerLabels(0, null);
    String yaml = "file_format: \"1\"\nmodels:\n" + MODEL;
    ModelmonConfig config = Objects.requireNonNull(ConfigParser.parse(yaml, base).config());
    folders = LabelFolders.start(config, registry, log::add, QUICK);
    await(() -> !log.isEmpty());
    assertThat(LabelFolders.problems(config)).singleElement().asString().contains("no folder");

    // At once, so that it is never seen without its files.
    Path prepared = Files.createDirectory(base.resolve("prepared"));
    Files.writeString(prepared.resolve("notes.txt"), "");
    Files.writeString(prepared.resolve("a.csv"), "id,label\n1,good\n");
    Files.move(prepared, folder);
    await(() -> noted(1));

    assertThat(taken).containsExactly("0:1=good");
    assertThat(log).hasSize(3);
    assertThat(log.get(0)).contains("no such folder");
    assertThat(log.get(1)).contains("'notes.txt' is neither");
    assertThat(log.get(2)).contains("can be read again");
  }

  @Test
  void file_largerThanTheInbox_waitsForRoom() throws Exception {
    start("credit");
    StringBuilder text = new StringBuilder("id,label\n");
    for (int i = 0; i < 10_000; i++) {
      text.append(i).append(",good\n");
    }
    write("a.csv", text.toString());
    await(() -> noted(1));

    assertThat(taken).hasSize(10_000).startsWith("0:0=good").endsWith("0:9999=good");
  }

  private LabelFolder folderRead(LabelFolder.Opener opener) {
    registry.registerLabels(0, null);
    String yaml = "file_format: \"1\"\nmodels:\n" + MODEL;
    ModelmonConfig config = Objects.requireNonNull(ConfigParser.parse(yaml, base).config());
    return new LabelFolder(
        folder,
        new ReadFiles(folder.resolve(".modelmon-labels-read"), log::add),
        List.of(new LabelFileReading.Receiver(config.models().get(0), registry.labels().get(0))),
        log::add,
        QUICK,
        opener);
  }

  @Test
  void file_thatBreaksOffInTheMiddle_isReadOnFromThereAndLessAndLessOften() throws Exception {
    StringBuilder text = new StringBuilder("id,label\n0,\n");
    for (int i = 1; i < 2000; i++) {
      text.append(i).append(",good\n");
    }
    write("a.csv", text.toString());
    AtomicInteger opened = new AtomicInteger();
    AtomicBoolean mended = new AtomicBoolean();
    LabelFolder reader =
        folderRead(
            file -> {
              opened.incrementAndGet();
              InputStream in = Files.newInputStream(file);
              return mended.get() ? in : new Breaking(in, 12_000);
            });
    Thread thread = new Thread(reader);
    thread.start();
    await(() -> opened.get() == 3);
    long begunNanos = System.nanoTime();
    await(() -> opened.get() == 5);
    // The third and the fourth pause: 4 and 8 times the 5 ms between two looks.
    assertThat(System.nanoTime() - begunNanos).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(50));
    assertThat(taken).isNotEmpty().doesNotHaveDuplicates().hasSizeLessThan(1999);

    mended.set(true);
    await(() -> noted(1));
    reader.stop();
    thread.join(10_000);

    assertThat(taken).hasSize(1999).doesNotHaveDuplicates();
    assertThat(registry.labels().get(0).lost(LabelLoss.ID)).isZero();
    assertThat(registry.labels().get(0).lost(LabelLoss.LABEL)).isEqualTo(1);
    assertThat(log).hasSize(2);
    assertThat(log.get(0)).contains("cannot be read").contains("it is tried again");
    assertThat(log.get(1)).contains("1999 labels were read; 1 line is left out");
  }

  @Test
  void folder_interruptedWhileItWaitsForRoom_endsWithALine() throws Exception {
    StringBuilder text = new StringBuilder("id,label\n");
    for (int i = 0; i < 10_000; i++) {
      text.append(i).append(",good\n");
    }
    write("a.csv", text.toString());
    LabelFolder reader = folderRead(Files::newInputStream);
    Thread thread = new Thread(reader);
    thread.start();
    for (int i = 0; i < 2000 && thread.getState() != Thread.State.TIMED_WAITING; i++) {
      Thread.sleep(5);
    }
    Thread.sleep(200);

    thread.interrupt();
    thread.join(10_000);

    assertThat(thread.isAlive()).isFalse();
    assertThat(log).singleElement().asString().contains("its thread was interrupted");
    assertThat(noted(1)).isFalse();
  }

  @Test
  void folder_errorWhileItReads_isSaidAndTriedAgain() throws Exception {
    write("a.csv", "id,label\n1,good\n");
    AtomicInteger opened = new AtomicInteger();
    LabelFolder reader =
        folderRead(
            file -> {
              if (opened.getAndIncrement() == 0) {
                throw new NoClassDefFoundError("for the test");
              }
              return Files.newInputStream(file);
            });
    Thread thread = new Thread(reader);
    thread.start();
    await(() -> noted(1));
    reader.stop();
    thread.join(10_000);

    assertThat(taken).containsExactly("0:1=good");
    assertThat(log).singleElement().asString().contains("NoClassDefFoundError");
  }

  @Test
  void threads_whatEndsThem_isHiddenFromTheApplication() {
    start("credit");

    assertThat(Thread.getAllStackTraces().keySet())
        .filteredOn(thread -> thread.getName().equals("modelmon-label-files"))
        .isNotEmpty()
        // Without a handler of its own a thread shows its group, which asks the default one.
        .noneMatch(thread -> thread.getUncaughtExceptionHandler() instanceof ThreadGroup);
  }

  /** A stream that breaks off. */
  private static final class Breaking extends FilterInputStream {
    private int left;

    Breaking(InputStream in, int bytes) {
      super(in);
      left = bytes;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      if (left == 0) {
        throw new IOException("for the test");
      }
      int read = super.read(bytes, from, Math.min(left, length));
      left -= Math.max(0, read);
      return read;
    }
  }
}
