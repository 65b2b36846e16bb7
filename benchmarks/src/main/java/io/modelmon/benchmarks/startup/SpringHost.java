package io.modelmon.benchmarks.startup;

import io.modelmon.benchmarks.hotpath.ScoringModel;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** A Spring Boot web application with one model. */
@SpringBootApplication
public class SpringHost {

  /**
   * Starts, prints readings of {@link System#nanoTime()} as {@link StartupHost} does, and in the
   * end the one when the application had started; ends.
   */
  public static void main(String[] arguments) {
    long mainNanos = System.nanoTime();
    SpringApplication application = new SpringApplication(SpringHost.class);
    ScoringModel model =
        application
            .run("--server.port=0", "--spring.main.banner-mode=off", "--logging.level.root=warn")
            .getBean(ScoringModel.class);
    long startedNanos = System.nanoTime();
    double result = model.doubles(new double[ScoringModel.FEATURES]);
    long resultNanos = System.nanoTime();
    System.out.println(
        "startup " + mainNanos + " " + resultNanos + " " + startedNanos + " " + result);
    System.out.flush();
    Runtime.getRuntime().halt(0);
  }

  /** Returns the model. */
  @Bean
  public ScoringModel model() {
    return new ScoringModel(1);
  }
}
