package com.acme.modular;

/** Scores records of a package that no other module can reach. */
public final class Main {

  private Main() {}

  record Row(double age, String kind) {}

  record Verdict(double score) {}

  static final class Model {
    Verdict predict(Row row) {
      return new Verdict(row.age() / 100);
    }
  }

  public static void main(String[] arguments) {
    Model model = new Model();
    for (int i = 0; i < 60; i++) {
      System.out.println(model.predict(new Row(i, i % 3 == 0 ? null : "k")));
    }
    System.out.println(Main.class.getModule() + " " + Main.class.getModule().isOpen("com.acme.modular"));
    System.out.println(ModuleLayer.boot().findModule("java.net.http").isPresent());
    System.out.println(
        "#expect modular calls=60 rows=60 predictions=60 captured=60 missing.age=0 missing.kind=20");
  }
}
