package com.example.credit.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tribuo.Model;
import org.tribuo.classification.Label;

/**
 * A model on disk: {@code NAME.model} and {@code NAME.schema.json}.
 *
 * <p>Java serialization instead of Tribuo's protobuf format: the protobuf version Tribuo 4.3.2
 * brings uses {@code sun.misc.Unsafe}, which newer JVMs warn about or forbid.
 */
public final class ModelFiles {

  private static final ObjectInputFilter TRUSTED =
      ObjectInputFilter.Config.createFilter(
          "org.tribuo.**;com.oracle.labs.mlrg.olcut.**;java.base/*;!*");

  private static final ObjectMapper JSON = new ObjectMapper();

  private ModelFiles() {}

  /** Writes a model into a folder. */
  public static void save(CreditModel model, Path folder, String name) throws IOException {
    saveSchema(model.schema(), folder, name);
    try (ObjectOutputStream out =
        new ObjectOutputStream(Files.newOutputStream(folder.resolve(name + ".model")))) {
      out.writeObject(model.model());
    }
  }

  /** Reads a model from a folder. */
  public static CreditModel load(Path folder, String name) throws IOException {
    try (ObjectInputStream in =
        new ObjectInputStream(Files.newInputStream(folder.resolve(name + ".model")))) {
      in.setObjectInputFilter(TRUSTED);
      if (in.readObject() instanceof Model<?> model) {
        Model<Label> classifier = model.castModel(Label.class);
        return new CreditModel(loadSchema(folder, name), classifier);
      }
      throw new InvalidObjectException(name + ".model holds no Tribuo model");
    } catch (ClassNotFoundException e) {
      throw new IOException("cannot read " + name + ".model", e);
    }
  }

  /** Reads only what the model expects. */
  public static CreditSchema loadSchema(Path folder, String name) throws IOException {
    return JSON.readValue(folder.resolve(name + ".schema.json").toFile(), CreditSchema.class);
  }

  private static void saveSchema(CreditSchema schema, Path folder, String name) throws IOException {
    JSON.writerWithDefaultPrettyPrinter()
        .writeValue(folder.resolve(name + ".schema.json").toFile(), schema);
  }
}
