package io.modelmon.agent.labels;

import io.modelmon.capture.CaptureRegistry;
import io.modelmon.capture.LabelCapture;
import io.modelmon.config.LabelFolderConfig;
import io.modelmon.config.ModelConfig;
import io.modelmon.config.ModelmonConfig;
import io.modelmon.export.http.DaemonThreads;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * All folders of a configuration into which files with labels are put, each with a daemon thread.
 *
 * <p><b>Threads:</b> started and stopped by any.
 */
public final class LabelFolders {

  private static final String STATE = ".modelmon-labels-read";

  private final List<LabelFolder> folders = new ArrayList<>();

  private LabelFolders() {}

  /**
   * Starts the threads; none where no folder is configured.
   *
   * @param registry in which the labels of all models are registered
   * @param log takes one line per notable event, on any thread
   */
  public static LabelFolders start(
      ModelmonConfig config, CaptureRegistry registry, Consumer<String> log) {
    return start(config, registry, log, LabelFolder.Pace.USUAL);
  }

  static LabelFolders start(
      ModelmonConfig config,
      CaptureRegistry registry,
      Consumer<String> log,
      LabelFolder.Pace pace) {
    Map<LabelFolderConfig, List<LabelFileReading.Receiver>> receivers = new LinkedHashMap<>();
    for (LabelCapture capture : registry.labels()) {
      ModelConfig model = config.models().get(capture.configIndex());
      LabelFolderConfig folder = model.labels().folder();
      if (folder != null) {
        receivers
            .computeIfAbsent(folder, unused -> new ArrayList<>())
            .add(new LabelFileReading.Receiver(model, capture));
      }
    }
    LabelFolders started = new LabelFolders();
    receivers.forEach(
        (folder, models) -> {
          Path path = config.baseDirectory().resolve(folder.path());
          String state = folder.state();
          ReadFiles read =
              new ReadFiles(
                  state == null ? path.resolve(STATE) : config.baseDirectory().resolve(state), log);
          started.start(new LabelFolder(path, read, models, log, pace));
        });
    return started;
  }

  private void start(LabelFolder folder) {
    folders.add(folder);
    DaemonThreads.create(folder, "modelmon-label-files").start();
  }

  /** Has the threads end soon; what has been read in part is read again at the next start. */
  public void stop() {
    folders.forEach(LabelFolder::stop);
  }

  /** Returns what is wrong with the folders of a configuration, on this machine. */
  public static List<String> problems(ModelmonConfig config) {
    List<String> problems = new ArrayList<>();
    for (ModelConfig model : config.models()) {
      LabelFolderConfig folder = model.labels().folder();
      if (folder != null) {
        Path path = config.baseDirectory().resolve(folder.path());
        if (!Files.isDirectory(path)) {
          problems.add(
              "labels.folder: there is no folder "
                  + path
                  + "; make it, or correct the path (line "
                  + model.line()
                  + ")");
        } else if (!Files.isReadable(path)) {
          problems.add("labels.folder: " + path + " cannot be read by this user");
        }
      }
    }
    return problems.stream().distinct().toList();
  }
}
