package host;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * A host that loads a model and calls it for the first time where its stack is about to end.
 *
 * <p>{@code deep FROM TO STEP}: for so many frames of room as the numbers say, with a model of its
 * own each. {@code call N}: so many calls of the newest model, with all the room there is. Each
 * line is answered with {@code done}. With the argument {@code loaded} models are loaded before,
 * and only called there.
 */
public final class FirstDeep {

  private static final long STACK_BYTES = 512 << 10;

  private static final String MODEL = "host.FirstDeep$Model";

  private final boolean loadBefore;
  private final byte[] bytes;
  private final double[] input = {21};
  private ClassLoader loader;
  private Scorer scorer = new Plain();
  private boolean isLoaded;
  private double result;
  private int depth;
  private String outcome = "";

  private FirstDeep(boolean loadBefore) throws IOException {
    this.loadBefore = loadBefore;
    try (InputStream in = FirstDeep.class.getResourceAsStream("FirstDeep$Model.class")) {
      bytes = in.readAllBytes();
    }
    loader = new Own(bytes);
  }

  /** What the model of every loader is. */
  public interface Scorer {
    double predict(double[] input);
  }

  /** A model that is not watched, with which the host makes sure of its own classes. */
  static final class Plain implements Scorer {
    @Override
    public double predict(double[] input) {
      return input[0];
    }
  }

  /** The model. */
  public static final class Model implements Scorer {

    /** Creates a model. */
    public Model() {}

    @Override
    public double predict(double[] input) {
      return 2 * input[0];
    }
  }

  /** Obeys. */
  public static void main(String[] arguments) throws Exception {
    FirstDeep host = new FirstDeep(arguments.length > 0);
    host.isLoaded = true;
    host.onDeepStack(3);
    host.isLoaded = false;
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      host.obey(line.split(" ", -1));
      System.out.println("done");
    }
  }

  private void obey(String[] words) throws Exception {
    if (words[0].equals("call")) {
      load();
      double sum = 0;
      for (int i = 0; i < Integer.parseInt(words[1]); i++) {
        sum += scorer.predict(input);
      }
      System.out.println("sum " + sum);
      return;
    }
    int step = Integer.parseInt(words[3]);
    for (int room = Integer.parseInt(words[1]); room <= Integer.parseInt(words[2]); room += step) {
      loader = new Own(bytes);
      isLoaded = false;
      if (loadBefore) {
        load();
      }
      onDeepStack(room);
      System.out.println("room " + room + ": " + outcome);
    }
  }

  private void onDeepStack(int room) throws InterruptedException {
    Thread thread = new Thread(null, () -> fillAndCall(room), "deep", STACK_BYTES);
    thread.start();
    thread.join();
  }

  private void fillAndCall(int room) {
    depth = 0;
    try {
      descend(Integer.MAX_VALUE);
    } catch (ReflectiveOperationException | StackOverflowError e) {
      outcome = "measured";
    }
    try {
      descend(depth - room);
      outcome = Double.toString(result);
    } catch (ReflectiveOperationException | StackOverflowError e) {
      outcome = e.getClass().getName() + ", loaded " + isLoaded;
    }
  }

  private void descend(int left) throws ReflectiveOperationException {
    depth++;
    if (left > 0) {
      descend(left - 1);
      return;
    }
    load();
    result = scorer.predict(input);
  }

  private void load() throws ReflectiveOperationException {
    if (!isLoaded) {
      Class<?> type = Class.forName(MODEL, true, loader);
      scorer = (Scorer) type.getDeclaredConstructor().newInstance();
      isLoaded = true;
    }
  }

  /** A loader that has the model itself. */
  private static final class Own extends ClassLoader {
    private final byte[] bytes;

    Own(byte[] bytes) {
      super(FirstDeep.class.getClassLoader());
      this.bytes = bytes;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.equals(MODEL)) {
        return super.loadClass(name, resolve);
      }
      Class<?> known = findLoadedClass(name);
      return known != null ? known : defineClass(name, bytes, 0, bytes.length);
    }
  }
}
